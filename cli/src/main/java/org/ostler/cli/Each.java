package org.ostler.cli;

import org.ostler.api.Fault;

import java.io.IOException;
import java.util.List;

/// Does something for each word of a command line: one that fails is complained of and does not
/// keep the others from their turn.
final class Each {
    private Each() {}

    /// What is done for a word.
    @FunctionalInterface
    interface Step {
        void on(String word) throws UsageException, IOException, InterruptedException;
    }

    /// Does it.
    ///
    /// @return the first failure's class, or that all went well
    static ExitCode of(Call call, List<String> words, Step step)
            throws UsageException, InterruptedException {
        Complaints complaints = new Complaints(call.surroundings().err(), call.has("verbose"));
        call.output().expectSeveral();
        ExitCode first = ExitCode.OK;
        for (String word : words) {
            ExitCode code = one(complaints, word, step);
            first = first == ExitCode.OK ? code : first;
        }
        return first;
    }

    private static ExitCode one(Complaints complaints, String word, Step step)
            throws UsageException, InterruptedException {
        try {
            step.on(word);
            return ExitCode.OK;
        } catch (Fault fault) {
            return complaints.fault(fault);
        } catch (Failure failure) {
            return complaints.failure(failure);
        } catch (IOException broken) {
            return complaints.io(broken);
        }
    }
}
