package org.ostler.engine;

import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Small descriptions.
final class Specs {
    private Specs() {}

    static DomainSpec spec(String name) {
        return spec(name, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    static DomainSpec spec(String name, UUID uuid) {
        return DomainXml.parse(xml("placeholder", uuid)).spec().withName(name);
    }

    static String xml(String name, UUID uuid) {
        return """
        <domain type='test'>
          <name>%s</name>
          <uuid>%s</uuid>
          <memory unit='KiB'>65536</memory>
          <os><type>hvm</type></os>
        </domain>
        """
                .formatted(name, uuid);
    }
}
