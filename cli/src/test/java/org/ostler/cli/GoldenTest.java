package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The exact output of what scripts read, on the test driver in this process.
class GoldenTest {
    private static Ran on(String... words) {
        return new Cli().at("test:///default").run(words);
    }

    @Test
    void listIsATable() {
        assertThat(on("list", "--all").well())
                .isEqualTo(
                        """
                        ID  NAME  STATE    VCPUS  MEMORY  AUTOSTART
                         1  test  running      2   2 GiB  no
                        """);
        assertThat(on("list", "--inactive").well())
                .isEqualTo("ID  NAME  STATE  VCPUS  MEMORY  AUTOSTART\n");
    }

    @Test
    void listIsJson() {
        assertThat(on("list", "-o", "json").well())
                .isEqualTo(
                        """
                        [
                          {
                            "name": "test",
                            "uuid": "6695eb01-f6a4-8304-79aa-97f2502e193f",
                            "id": 1,
                            "state": "running",
                            "reason": "unknown",
                            "persistent": true,
                            "managed": true,
                            "autostart": false,
                            "managedSave": false,
                            "updated": false,
                            "memoryKib": 2097152,
                            "maxMemoryKib": 8388608,
                            "vcpus": 2
                          }
                        ]
                        """);
        assertThat(on("list", "--inactive", "-o", "json").well()).isEqualTo("[]\n");
    }

    @Test
    void listIsYamlAndNames() {
        assertThat(on("list", "-o", "yaml").well())
                .isEqualTo(
                        """
                        - name: test
                          uuid: "6695eb01-f6a4-8304-79aa-97f2502e193f"
                          id: 1
                          state: running
                          reason: unknown
                          persistent: true
                          managed: true
                          autostart: false
                          managedSave: false
                          updated: false
                          memoryKib: 2097152
                          maxMemoryKib: 8388608
                          vcpus: 2
                        """);
        assertThat(on("list", "-o", "name").well()).isEqualTo("test\n");
    }

    @Test
    void showIsForPeople() {
        assertThat(on("show", "test").well())
                .contains(
                        """
                        Name:         test
                        UUID:         6695eb01-f6a4-8304-79aa-97f2502e193f
                        Id:           1
                        State:        running (unknown)
                        Processors:   2
                        Memory:       2 GiB of 8 GiB
                        """)
                .contains("Persistent:   yes\nAutostart:    no\nManaged:      yes\nAllowed now:  ");
    }
}
