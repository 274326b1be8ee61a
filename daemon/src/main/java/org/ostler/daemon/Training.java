package org.ostler.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.util.List;
import java.util.Set;

/// Loads the classes that a daemon's start may need, so that they are in the AOT cache that a
/// training run leaves (`tools/train`), and not only those that the run happens to need: a host
/// without Xen trains the cache that a Xen host starts from.
///
/// Classes are not initialized. Used once, by the main thread, before anything else.
final class Training {
    /// Set by the launcher in a training run.
    static final String PROPERTY = "ostler.training";

    private static final String SUFFIX = ".class";

    /// What is loaded as a whole. Every start pays for each class that is in the cache, so all
    /// other modules have there what the run needs.
    private static final Set<String> WHOLE =
            Set.of(
                    "org.ostler.daemon",
                    "org.ostler.driver.xen",
                    "org.ostler.engine",
                    "org.ostler.posix");

    private Training() {}

    static void load() {
        ModuleLayer layer = Training.class.getModule().getLayer();
        if (layer == null) {
            return; // run from a class path, which no cache is made for
        }
        for (ResolvedModule module : layer.configuration().modules()) {
            if (WHOLE.contains(module.name())) {
                load(layer.findModule(module.name()).orElseThrow(), module);
            }
        }
    }

    private static void load(Module module, ResolvedModule resolved) {
        for (String name : classes(resolved)) {
            Class<?> unused = Class.forName(module, name);
            assert unused != null : name;
        }
    }

    private static List<String> classes(ResolvedModule module) {
        try (ModuleReader reader = module.reference().open()) {
            return reader.list()
                    .filter(entry -> entry.endsWith(SUFFIX) && !entry.equals("module-info.class"))
                    .map(
                            entry ->
                                    entry.substring(0, entry.length() - SUFFIX.length())
                                            .replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
