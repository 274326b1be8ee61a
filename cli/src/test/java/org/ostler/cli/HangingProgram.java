package org.ostler.cli;

import org.ostler.api.Caller;
import org.ostler.api.Operation;
import org.ostler.driver.test.TestDriver;
import org.ostler.driver.test.TestHypervisor;
import org.ostler.engine.Engine;
import org.ostler.model.DomainXml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The program in a process of its own, on a host where starts hang: it makes the file that its
/// first argument names once one does.
final class HangingProgram {
    private HangingProgram() {}

    public static void main(String[] arguments) {
        TestDriver driver = new TestDriver();
        Engine host = TestHypervisor.open(driver);
        host.define(DomainXml.parse(TestGuest.xml("g1")).spec(), Set.of());
        var hang = driver.faults().hang(Operation.DOMAIN_START, 1);
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                if (hang.awaitReached(Duration.ofMinutes(1))) {
                                    Files.createFile(Path.of(arguments[0]));
                                }
                            } catch (java.io.IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        List<String> words = List.of(arguments).subList(1, arguments.length);
        Program program = new Program(Surroundings.ofProcess(), (_, _, _) -> host.as(Caller.SELF));
        System.exit(program.run(words).number());
    }
}
