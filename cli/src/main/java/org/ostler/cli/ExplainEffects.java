package org.ostler.cli;

import org.ostler.api.Fault;
import org.ostler.api.Plan;
import org.ostler.model.DomainType;
import org.ostler.model.DomainXml;
import org.ostler.model.FormatPlace;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the drivers of this process what becomes of a place of the format, by the plan of the
/// smallest guest that has it: nothing is said that a plan would not say.
final class ExplainEffects {
    /// More values than any attribute has whose values the drivers tell apart.
    private static final int VALUES_MAX = 24;

    private final Call call;
    private final List<FormatPlace> places;

    ExplainEffects(Call call, List<FormatPlace> places) {
        this.call = call;
        this.places = places;
    }

    /// What becomes of one value on one driver.
    ///
    /// @param value empty for an element
    /// @param effect `taken`, `unknown`, or the level of the plan's remark
    /// @param reason may be empty
    record Effect(String driver, String value, String effect, String reason) {}

    /// What becomes of it on each driver, value by value where it has words for values.
    List<Effect> of(FormatPlace place) {
        List<String> values = SampleGuest.values(place);
        List<String> asked = values.size() > VALUES_MAX ? values.subList(0, 1) : values;
        List<Effect> effects = new ArrayList<>();
        for (String driver : Planners.DRIVERS) {
            try (Planner planner = Planners.driver(call, driver)) {
                for (String value : asked) {
                    boolean word = values.size() > 1;
                    effects.add(effect(planner, driver, place, value, word));
                }
            }
        }
        return effects;
    }

    private Effect effect(
            Planner planner, String driver, FormatPlace place, String value, boolean word) {
        String type = Planners.type(driver, DomainType.QEMU).xml();
        String shown = word ? value : "";
        try {
            XmlElement sample = new SampleGuest(places).with(place, type, value);
            Plan plan = planner.plan(DomainXml.parse(sample).spec());
            return remark(plan, place)
                    .map(
                            remark ->
                                    new Effect(
                                            driver,
                                            shown,
                                            PlanText.word(remark.level()),
                                            instead(remark)))
                    .orElse(new Effect(driver, shown, "taken", ""));
        } catch (SpecException wrong) {
            return new Effect(driver, shown, "unknown", "it depends on the rest of the guest");
        } catch (Fault refused) {
            return new Effect(driver, shown, "refused", refused.sentence());
        }
    }

    private static String instead(Plan.Remark remark) {
        return remark.instead().isEmpty()
                ? remark.reason()
                : remark.reason() + "; instead: " + remark.instead();
    }

    /// The remark about the place itself, or about an element around it that is less than a whole
    /// domain.
    private static Optional<Plan.Remark> remark(Plan plan, FormatPlace place) {
        return plan.remarks().stream()
                .filter(
                        remark -> {
                            String about = remark.path().replaceAll("\\[[^\\]]*]", "");
                            return place.path().equals(about)
                                    || place.path().startsWith(about + "/")
                                    || (!place.isAttribute()
                                            && about.startsWith(place.path() + "/@"));
                        })
                .findFirst();
    }
}
