package org.ostler.daemon.config;

/// One assignment of a configuration file.
///
/// @param line where its key stands, from 1
public record ConfigEntry(String key, ConfigValue value, int line) {}
