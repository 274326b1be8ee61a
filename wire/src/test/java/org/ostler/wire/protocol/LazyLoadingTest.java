package org.ostler.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Setting up the table of 453 procedures must not load the records of their payloads: that once
/// cost the start seconds on a slow machine.
class LazyLoadingTest {
    private static final int TABLE_CLASSES = 12;

    @Test
    void tableIsSetUpWithoutLoadingRecords() throws Exception {
        CountingLoader loader = new CountingLoader();
        Class<?> table = Class.forName(RemoteProcedures.class.getName(), true, loader);
        assertThat(table.getClassLoader()).isSameAs(loader);
        assertThat(loader.loaded)
                .hasSizeLessThanOrEqualTo(TABLE_CLASSES)
                .contains("RemoteProcedures", "RemoteDecoders", "Procedure")
                .noneMatch(name -> name.matches(".*(Args|Ret|Msg)"));
    }

    /// Loads the package anew from the class files, and remembers what it loaded.
    private static final class CountingLoader extends ClassLoader {
        private static final String PACKAGE = XdrStruct.class.getPackageName() + ".";

        final Set<String> loaded = ConcurrentHashMap.newKeySet();
        private final Path classes;

        CountingLoader() throws URISyntaxException {
            super(XdrStruct.class.getClassLoader());
            classes =
                    Path.of(
                            XdrStruct.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) {
            loaded.add(name.substring(PACKAGE.length()));
            try {
                byte[] bytes =
                        Files.readAllBytes(classes.resolve(name.replace('.', '/') + ".class"));
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
