package org.ostler.cli;

/// Descriptions for the test driver.
final class TestGuest {
    private TestGuest() {}

    static String xml(String name) {
        return """
        <domain type='test'>
          <name>%s</name>
          <memory unit='MiB'>96</memory>
          <vcpu>1</vcpu>
          <os><type>hvm</type></os>
          <devices><console type='pty'/></devices>
        </domain>
        """
                .formatted(name);
    }
}
