package org.ostler.wire;

import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;
import org.ostler.wire.protocol.OstlerPlanDomainRet;
import org.ostler.wire.protocol.PlanBindingRecord;
import org.ostler.wire.protocol.PlanRemarkRecord;
import org.ostler.wire.protocol.PlanValueRecord;

/// Carries plans over the wire and back. Pure.
public final class PlanMapping {
    private PlanMapping() {}

    /// A plan that a server has told.
    ///
    /// @param canonical the parsed canonical description
    public static Plan fromWire(OstlerPlanDomainRet plan, DomainSpec canonical) {
        return new Plan(
                plan.driver(),
                canonical,
                plan.values().stream().map(PlanMapping::value).toList(),
                plan.bindings().stream()
                        .map(binding -> new Plan.LateBinding(binding.name(), binding.rule()))
                        .toList(),
                plan.remarks().stream().map(PlanMapping::remark).toList(),
                new Plan.NativeForm(plan.nativeKind(), plan.nativeText()));
    }

    private static Plan.Value value(PlanValueRecord record) {
        return new Plan.Value(
                record.path(), record.value(), source(record.source()), record.detail());
    }

    /// A source that only a newer server knows is its driver's business.
    private static Plan.Provenance source(int number) {
        return switch (number) {
            case 0 -> Plan.Provenance.USER;
            case 1 -> Plan.Provenance.MACHINE;
            case 3 -> Plan.Provenance.HOST;
            case 4 -> Plan.Provenance.LATE;
            default -> Plan.Provenance.DRIVER;
        };
    }

    private static Plan.Remark remark(PlanRemarkRecord record) {
        return new Plan.Remark(
                level(record.level()), record.path(), record.reason(), record.instead());
    }

    /// A level that only a newer server knows is read as the strictest.
    private static Plan.Remark.Level level(int number) {
        return switch (number) {
            case 1 -> Plan.Remark.Level.NEEDS;
            case 2 -> Plan.Remark.Level.IGNORED;
            case 3 -> Plan.Remark.Level.CHANGED;
            default -> Plan.Remark.Level.UNSUPPORTED;
        };
    }

    /// A plan as Ostler's own program tells it.
    ///
    /// @param canonicalXml the plan's canonical description, written
    public static OstlerPlanDomainRet toWire(Plan plan, String canonicalXml) {
        return new OstlerPlanDomainRet(
                plan.driver(),
                canonicalXml,
                plan.values().stream()
                        .map(
                                value ->
                                        new PlanValueRecord(
                                                value.path(),
                                                value.value(),
                                                source(value.source()),
                                                value.detail()))
                        .toList(),
                plan.bindings().stream()
                        .map(binding -> new PlanBindingRecord(binding.name(), binding.rule()))
                        .toList(),
                plan.remarks().stream()
                        .map(
                                remark ->
                                        new PlanRemarkRecord(
                                                level(remark.level()),
                                                remark.path(),
                                                remark.reason(),
                                                remark.instead()))
                        .toList(),
                plan.nativeForm().kind(),
                plan.nativeForm().text());
    }

    private static int source(Plan.Provenance source) {
        return switch (source) {
            case USER -> 0;
            case MACHINE -> 1;
            case DRIVER -> 2;
            case HOST -> 3;
            case LATE -> 4;
        };
    }

    private static int level(Plan.Remark.Level level) {
        return switch (level) {
            case UNSUPPORTED -> 0;
            case NEEDS -> 1;
            case IGNORED -> 2;
            case CHANGED -> 3;
        };
    }
}
