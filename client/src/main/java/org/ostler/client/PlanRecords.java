package org.ostler.client;

import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;
import org.ostler.wire.protocol.OstlerPlanDomainRet;
import org.ostler.wire.protocol.PlanRemarkRecord;
import org.ostler.wire.protocol.PlanValueRecord;

/// What records of the wire tell of plans.
final class PlanRecords {
    private PlanRecords() {}

    /// @param canonical the parsed canonical description
    static Plan plan(OstlerPlanDomainRet plan, DomainSpec canonical) {
        return new Plan(
                plan.driver(),
                canonical,
                plan.values().stream().map(PlanRecords::value).toList(),
                plan.bindings().stream()
                        .map(binding -> new Plan.LateBinding(binding.name(), binding.rule()))
                        .toList(),
                plan.remarks().stream().map(PlanRecords::remark).toList(),
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
}
