package org.ostler.model;

import java.util.UUID;

/// What a guest is.
public record DomainSpec(String name, UUID uuid) {}
