package org.ostler.engine;

import org.ostler.engine.spi.Driver;

/// The parts of an engine that its views work with. Immutable; each part is thread-safe.
record EngineCore(
        Driver driver,
        OperationTable table,
        Registry registry,
        DomainChanges changes,
        Definitions definitions,
        JobRunner jobs,
        EventLog events,
        HostView host,
        StatisticsReader statistics,
        Refusal refusal) {}
