package org.ostler.driver.qemu;

import org.ostler.api.Plan;

import java.util.List;

/// How a guest is started: QEMU's arguments, and what is said to its monitor before the guest runs.
///
/// @param words the arguments, from the second word on
/// @param setup monitor commands for what the command line cannot carry (passwords, unplugged
///   cables); in order, before `cont`
/// @param bindings the holes that were filled, or are open in a plan
/// @param remarks what is not as written
public record QemuArguments(
        List<String> words,
        List<QmpCommand> setup,
        List<Plan.LateBinding> bindings,
        List<Plan.Remark> remarks) {
    public QemuArguments {
        words = List.copyOf(words);
        setup = List.copyOf(setup);
        bindings = List.copyOf(bindings);
        remarks = List.copyOf(remarks);
    }

    /// The whole command as a person reads it: an option and its value on each line, quoted for a
    /// shell.
    public String text(String binary) {
        StringBuilder text = new StringBuilder(ShellWords.quote(binary));
        for (String word : words) {
            text.append(word.startsWith("-") ? " \\\n" : " ").append(ShellWords.quote(word));
        }
        return text.toString();
    }

    /// What stands in the way of a start.
    public List<Plan.Remark> obstacles() {
        return remarks.stream().filter(r -> r.level() == Plan.Remark.Level.UNSUPPORTED).toList();
    }
}
