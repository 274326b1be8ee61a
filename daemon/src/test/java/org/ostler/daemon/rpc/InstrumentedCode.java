package org.ostler.daemon.rpc;

import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import org.jspecify.annotations.Nullable;
import org.ostler.api.Hypervisor;
import org.ostler.driver.test.TestDriver;
import org.ostler.engine.Engine;
import org.ostler.model.DomainSpec;
import org.ostler.posix.Fd;
import org.ostler.wire.FrameHeader;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Ostler's classes, loaded once more with probes in them, so that a fuzzer sees which places of
/// the code an input has come to.
///
/// All of them are loaded and initialized by the thread that makes this: as probes are made by way
/// of the JDK's loggers, virtual threads that initialize many classes at the same time can come to
/// wait for one that has lost its processor to them.
///
/// Classes of tests are loaded once more too, without probes: an object that is made here lives
/// among the classes of this loader. It shares with the rest of the test what the JDK has.
final class InstrumentedCode extends ClassLoader implements AutoCloseable {
    private static final String OURS = "org.ostler.";
    private static final String TESTS = "/test-classes/";

    private static final String SUFFIX = ".class";

    /// One class of each module that a target uses.
    private static final List<Class<?>> MODULES =
            List.of(
                    DomainSpec.class,
                    Hypervisor.class,
                    Fd.class,
                    FrameHeader.class,
                    Engine.class,
                    TestDriver.class,
                    RpcFront.class);

    private final LoggerRuntime runtime = new LoggerRuntime();
    private final Probes probes = new Probes();
    private final Instrumenter instrumenter = new Instrumenter(runtime);

    InstrumentedCode() throws Exception {
        super("instrumented", InstrumentedCode.class.getClassLoader());
        runtime.startup(probes);
        for (Class<?> one : MODULES) {
            for (String name : classes(one)) {
                initialize(name);
            }
        }
    }

    /// The names of all classes beside that one.
    private static List<String> classes(Class<?> one) throws IOException, URISyntaxException {
        Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return names(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return names(jar.getPath("/"));
        }
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(SUFFIX) && file.startsWith("org/ostler/"))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .map(file -> file.replace('/', '.'))
                    .toList();
        }
    }

    private void initialize(String name) throws ClassNotFoundException {
        Class<?> initialized = Class.forName(name, true, this);
        assert initialized.getClassLoader() == this;
    }

    /// What the probes of all classes write to; they set it and never clear it.
    private static final class Probes extends RuntimeData {
        private final List<boolean[]> all = new CopyOnWriteArrayList<>();

        @Override
        public ExecutionData getExecutionData(Long id, String name, int count) {
            ExecutionData data = super.getExecutionData(id, name, count);
            all.add(data.getProbes());
            return data;
        }

        long passed() {
            long passed = 0;
            for (boolean[] ofOneClass : all) {
                for (boolean probe : ofOneClass) {
                    passed += probe ? 1 : 0;
                }
            }
            return passed;
        }
    }

    /// A new object of that class as it is loaded here.
    @SuppressWarnings("unchecked") // what is inside is checked by the class itself
    Consumer<byte[]> make(Class<? extends Consumer<byte[]>> type)
            throws ReflectiveOperationException {
        return (Consumer<byte[]>) loadClass(type.getName()).getDeclaredConstructor().newInstance();
    }

    /// How many places have been come to since the classes were loaded.
    long places() {
        return probes.passed();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        @Nullable URL place = getResource(name.replace('.', '/') + ".class");
        if (place == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = place.openStream()) {
            byte[] bytes = in.readAllBytes();
            byte[] loaded =
                    place.getPath().contains(TESTS) ? bytes : instrumenter.instrument(bytes, name);
            return defineClass(name, loaded, 0, loaded.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    public void close() {
        runtime.shutdown();
    }
}
