package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ostler.api.Event;
import org.ostler.api.EventStream;
import org.ostler.driver.test.TestDriver;
import org.ostler.driver.test.TestHypervisor;
import org.ostler.engine.Engine;
import org.ostler.model.DomainXml;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

class EventHubTest {
    private final Engine engine = TestHypervisor.open(new TestDriver());
    private final AtomicInteger opened = new AtomicInteger();
    private final EventHub hub =
            new EventHub(
                    () -> {
                        opened.incrementAndGet();
                        return engine.events();
                    });

    @AfterEach
    void close() {
        engine.close();
    }

    private void define(String name) {
        String xml =
                "<domain type='test'><name>"
                        + name
                        + "</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>";
        engine.define(DomainXml.parse(xml).spec(), Set.of()).undefine(Set.of());
    }

    /// Notes the names of the domains that it hears of, and the threads.
    private static final class Listener implements Consumer<EventStream.Delivery> {
        final BlockingQueue<String> names = new LinkedBlockingQueue<>();
        final Collection<Thread> threads = new ConcurrentLinkedQueue<>();

        @Override
        public void accept(EventStream.Delivery delivery) {
            threads.add(Thread.currentThread());
            if (delivery instanceof EventStream.Occurred occurred
                    && occurred.event() instanceof Event.DomainLifecycle lifecycle) {
                names.add(lifecycle.domain().name());
            }
        }

        String next() throws InterruptedException {
            return String.valueOf(names.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void allListenersAreToldByOneThreadThatEndsWithTheLast() throws InterruptedException {
        List<Listener> listeners = List.of(new Listener(), new Listener(), new Listener());
        listeners.forEach(hub::add);
        define("web");
        for (Listener listener : listeners) {
            assertThat(listener.next()).isEqualTo("web");
        }
        assertThat(opened).hasValue(1);
        Thread teller = listeners.getFirst().threads.iterator().next();
        assertThat(listeners)
                .allSatisfy(listener -> assertThat(listener.threads).containsOnly(teller));
        listeners.forEach(hub::remove);
        assertThat(teller.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void whoHasLeftHearsNoMoreAndWhoComesAfterTheLastIsTold() throws InterruptedException {
        Listener first = new Listener();
        hub.add(first);
        define("one");
        assertThat(first.next()).isEqualTo("one");
        assertThat(first.next()).isEqualTo("one");
        hub.remove(first);
        Listener second = new Listener();
        hub.add(second);
        define("two");
        assertThat(second.next()).isEqualTo("two");
        assertThat(first.names).isEmpty();
        hub.remove(second);
    }

    @Test
    void listenerThatThrowsKeepsTheOthersFromNothing() throws InterruptedException {
        Consumer<EventStream.Delivery> broken =
                delivery -> {
                    throw new IllegalStateException("as the test wants");
                };
        Listener other = new Listener();
        hub.add(broken);
        hub.add(other);
        define("web");
        assertThat(other.next()).isEqualTo("web");
        hub.remove(broken);
        hub.remove(other);
    }
}
