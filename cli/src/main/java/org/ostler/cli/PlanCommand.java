package org.ostler.cli;

import org.ostler.api.Plan;
import org.ostler.api.PlanValues;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `ostler plan`: what a guest would become, before anything is touched.
final class PlanCommand {
    private PlanCommand() {}

    static ExitCode run(Call call) throws UsageException, IOException {
        Optional<String> driver = Planners.named(call);
        GuestFile file = GuestFile.read(call.operands().getFirst(), call.surroundings());
        file.say(call);
        DomainSpec spec = driver.map(name -> on(name, file.spec())).orElse(file.spec());
        Plan plan;
        String where;
        try (Planner planner = Planners.of(call, spec.type())) {
            plan = marked(planner.plan(spec), file.spec().type(), spec.type());
            where = planner.where();
        }
        PlanText text = new PlanText(plan, PlanValues.of(plan, file.written()), where);
        call.output().one(text.item(), text.text(call.output().colours()));
        if (call.has("strict")) {
            refuseWhatIsNotAsWritten(file, plan);
        }
        return ExitCode.OK;
    }

    /// The guest as one of that driver's.
    private static DomainSpec on(String driver, DomainSpec spec) {
        return spec.withType(Planners.type(driver, spec.type()));
    }

    private static Plan marked(Plan plan, DomainType written, DomainType planned) {
        if (written == planned) {
            return plan;
        }
        List<Plan.Remark> remarks = new ArrayList<>(plan.remarks());
        remarks.addFirst(
                new Plan.Remark(
                        Plan.Remark.Level.CHANGED,
                        "/domain/@type",
                        "the guest is one of type " + written.xml() + "; planned as --on says",
                        ""));
        return new Plan(
                plan.driver(),
                plan.canonical(),
                plan.values(),
                plan.bindings(),
                remarks,
                plan.nativeForm());
    }

    private static void refuseWhatIsNotAsWritten(GuestFile file, Plan plan) {
        long refused =
                plan.remarks().stream()
                        .filter(
                                remark ->
                                        switch (remark.level()) {
                                            case UNSUPPORTED, IGNORED -> true;
                                            case NEEDS, CHANGED -> false;
                                        })
                        .count();
        if (refused > 0 || file.losesAnything()) {
            throw new Failure(
                    ExitCode.UNSUPPORTED,
                    file.input().name()
                            + ": not as written: "
                            + (refused > 0
                                    ? refused
                                            + (refused == 1 ? " remark says" : " remarks say")
                                            + " unsupported or ignored"
                                    : "something of the configuration is lost"));
        }
    }
}
