package org.ostler.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// The same values as JSON, YAML and tables.
class WritersTest {
    private static final Value.Fields GUEST =
            new FieldList()
                    .with("name", "g\"1\n")
                    .with("id", Value.NONE)
                    .with("vcpus", 2)
                    .with("autostart", false)
                    .with("flags", Value.of(List.of("a", "yes")))
                    .with("none", Value.of(List.of()))
                    .with("job", new FieldList().with("phase", "launch").value())
                    .with("error", Value.of(Optional.of("no: such file")))
                    .value();

    @Test
    void jsonIsIndentedOrOnOneLine() {
        assertThat(JsonWriter.indented(new Value.Items(List.of(GUEST))))
                .isEqualTo(
                        """
                        [
                          {
                            "name": "g\\"1\\n",
                            "id": null,
                            "vcpus": 2,
                            "autostart": false,
                            "flags": [
                              "a",
                              "yes"
                            ],
                            "none": [],
                            "job": {
                              "phase": "launch"
                            },
                            "error": "no: such file"
                          }
                        ]\
                        """);
        assertThat(JsonWriter.oneLine(GUEST))
                .isEqualTo(
                        "{\"name\": \"g\\\"1\\n"
                            + "\", \"id\": null, \"vcpus\": 2, \"autostart\": false, \"flags\":"
                            + " [\"a\", \"yes\"], \"none\": [], \"job\": {\"phase\": \"launch\"},"
                            + " \"error\": \"no: such file\"}");
    }

    @Test
    void controlCharactersNeverReachTheTerminal() {
        assertThat(JsonWriter.oneLine(Value.of("\033[2J\u009b")))
                .isEqualTo("\"\\u001b[2J\\u009b\"");
        assertThat(Printable.line("a\033[2J\nb\t\0")).isEqualTo("a\\x1b[2J b \\x00");
    }

    @Test
    void yamlQuotesWhatCouldBeTakenForSomethingElse() {
        assertThat(YamlWriter.write(new Value.Items(List.of(GUEST))))
                .isEqualTo(
                        """
                        - name: "g\\"1\\n"
                          id: null
                          vcpus: 2
                          autostart: false
                          flags:
                            - a
                            - "yes"
                          none: []
                          job:
                            phase: launch
                          error: "no: such file"
                        """);
        assertThat(YamlWriter.write(new Value.Items(List.of()))).isEqualTo("[]\n");
        for (String text : List.of("", "No", "1e3", "- a", "a #b", "~", " a", "a ", "{", "0x1")) {
            assertThat(YamlWriter.write(Value.of(text))).isEqualTo(quoted(text) + "\n");
        }
        assertThat(YamlWriter.write(Value.of("shut off"))).isEqualTo("shut off\n");
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    @Test
    void tableIsAlignedWithoutBlanksAtTheEnds() {
        Table table = new Table(">ID", "NAME", "STATE");
        table.row(Table.Cell.of("10"), Table.Cell.of("ü"), new Table.Cell("running", Tint.GOOD));
        table.row(Table.Cell.of(""), Table.Cell.of("long-name"), Table.Cell.of("shut off"));
        assertThat(table.text(false))
                .isEqualTo(
                        """
                        ID  NAME       STATE
                        10  ü          running
                         -  long-name  shut off
                        """);
        assertThat(table.text(true)).contains("\033[32mrunning\033[0m\n", "\033[1mID\033[0m");
    }
}
