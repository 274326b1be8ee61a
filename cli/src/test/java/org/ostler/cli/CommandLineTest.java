package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// What is read from a command line, and what is said against a wrong one.
class CommandLineTest {
    private static Invocation parse(String... words) throws UsageException {
        return CommandLine.parse(Commands.all(), List.of(words));
    }

    private static void assertRefused(String sentence, String... words) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void optionsStandBeforeAndAfterTheWordsTheyAreAbout() throws UsageException {
        Invocation list = parse("-c", "test:///default", "list", "--all", "-ojson");
        assertThat(list.command().orElseThrow().name()).isEqualTo("list");
        assertThat(list.value("connect")).contains("test:///default");
        assertThat(list.value("output")).contains("json");
        assertThat(list.has("all")).isTrue();
        assertThat(parse("start", "--timeout=5m", "g1", "--paused", "g2").operands())
                .containsExactly("g1", "g2");
    }

    @Test
    void lettersAreTakenTogetherAndTheLastMayHaveAValue() throws UsageException {
        Invocation log = parse("log", "-fqn", "20", "g1");
        assertThat(log.has("follow")).isTrue();
        assertThat(log.has("quiet")).isTrue();
        assertThat(log.number("lines", 1, 100)).contains(20L);
        assertThat(parse("log", "-fn20", "g1").value("lines")).contains("20");
    }

    @Test
    void twoDashesEndOptionsAndOneIsAWord() throws UsageException {
        assertThat(parse("start", "--", "--odd-name", "-x").operands())
                .containsExactly("--odd-name", "-x");
        assertThat(parse("define", "-").operands()).containsExactly("-");
    }

    @Test
    void nearestWordIsSuggested() {
        assertRefused("there is no command 'strat'; did you mean 'start'?", "strat", "g1");
        assertRefused("'list' has no option --al; did you mean '--all'?", "list", "--al");
        assertRefused("there is no option --all before a command", "--all", "list");
        assertRefused("there is no command 'frobnicate'", "frobnicate");
    }

    @Test
    void wrongValuesAndMissingWordsAreNamed() {
        assertRefused("--output takes one of table, json, yaml, name", "list", "-o", "xml");
        assertRefused("--output needs a value: FORMAT", "list", "-o");
        assertRefused("--all takes no value", "list", "--all=yes");
        assertRefused("'start' needs NAME...", "start");
        assertRefused("'list' does not know what to do with 'g1'", "list", "g1");
        assertRefused("'list' has no option -x", "list", "-ax");
    }

    @Test
    void helpNeedsNoOtherWord() throws UsageException {
        assertThat(parse("start", "--help").has("help")).isTrue();
    }

    @Test
    void namesOfVirshAreUnderstood() throws UsageException {
        assertThat(parse("destroy", "g1").command().orElseThrow().name()).isEqualTo("kill");
        assertThat(parse("shutdown", "g1").command().orElseThrow().name()).isEqualTo("stop");
    }

    @Test
    void timesHaveUnits() throws UsageException {
        assertThat(Durations.parse("timeout", "90")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Durations.parse("timeout", "250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(Durations.parse("timeout", "5m")).isEqualTo(Duration.ofMinutes(5));
        for (String wrong : List.of("", "m", "0", "-1", "5x", "99999999999", "999999999h")) {
            assertThatThrownBy(() -> Durations.parse("timeout", wrong))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("--timeout takes a time");
        }
    }

    /// The completion scripts tell options with a value by their spelling alone.
    @Test
    void oneSpellingMeansTheSameInEveryCommand() {
        for (Command command : Commands.all()) {
            for (Option option : command.options()) {
                assertThat(GlobalOptions.ALL)
                        .as("%s %s", command.name(), option)
                        .noneMatch(global -> clash(global, option));
                for (Command other : Commands.all()) {
                    assertThat(other.options())
                            .noneMatch(
                                    o -> clash(o, option) && o.takesValue() != option.takesValue());
                }
            }
        }
    }

    private static boolean clash(Option a, Option b) {
        return a.name().equals(b.name()) || (a.letter() != ' ' && a.letter() == b.letter());
    }
}
