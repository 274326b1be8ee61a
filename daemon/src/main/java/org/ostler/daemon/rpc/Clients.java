package org.ostler.daemon.rpc;

import org.ostler.wire.ServerConnection;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Who is connected to a server now, by number. Thread-safe.
public final class Clients {
    /// One of them.
    ///
    /// @param since when it connected
    /// @param readOnly tells whether it may only look, which it may choose itself when it opens
    public record Client(ServerConnection connection, Instant since, BooleanSupplier readOnly) {
        /// Its number, unique for the life of the server.
        public long id() {
            return connection.id();
        }
    }

    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Client> byId = new ConcurrentHashMap<>();

    /// The number of the next client.
    public long nextId() {
        return ids.incrementAndGet();
    }

    /// Takes in a client until its connection ends.
    public void add(ServerConnection connection, BooleanSupplier readOnly) {
        byId.put(connection.id(), new Client(connection, Instant.now(), readOnly));
        var _ = connection.whenEnded().thenRun(() -> byId.remove(connection.id()));
    }

    /// The client of that number, if it is connected.
    public Optional<Client> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// All of them, in the order in which they came.
    public List<Client> all() {
        return byId.values().stream().sorted(Comparator.comparingLong(Client::id)).toList();
    }

    /// How many there are.
    public int count() {
        return byId.size();
    }

    /// Calls whose answers have not gone out, all clients together.
    public int callsInProgress() {
        return byId.values().stream()
                .mapToInt(client -> client.connection().requestsInFlight())
                .sum();
    }

    /// Closes all connections.
    public void closeAll() {
        byId.values().forEach(client -> client.connection().close());
    }
}
