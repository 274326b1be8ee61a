package org.ostler.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// What whoever uses the client's jar has to have.
class ClientModuleTest {
    @Test
    void clientNeedsNothingButTheJdkAndOstlersLowerModules() throws IOException {
        Map<String, ModuleDescriptor> known = new HashMap<>();
        for (URL file :
                Collections.list(getClass().getClassLoader().getResources("module-info.class"))) {
            try (InputStream in = file.openStream()) {
                ModuleDescriptor module = ModuleDescriptor.read(in);
                known.put(module.name(), module);
            }
        }
        TreeSet<String> needed = new TreeSet<>();
        ArrayDeque<String> open = new ArrayDeque<>();
        open.add("org.ostler.client");
        for (String name = open.poll(); name != null; name = open.poll()) {
            ModuleDescriptor module = known.get(name);
            assertThat(module).as(name).isNotNull();
            for (Requires required : Objects.requireNonNull(module).requires()) {
                boolean jdk = required.name().startsWith("java.");
                boolean compileOnly = required.modifiers().contains(Requires.Modifier.STATIC);
                if (!jdk && !compileOnly && needed.add(required.name())) {
                    open.add(required.name());
                }
            }
        }
        assertThat(needed)
                .containsExactly(
                        "org.ostler.api",
                        "org.ostler.model",
                        "org.ostler.posix",
                        "org.ostler.wire");
    }
}
