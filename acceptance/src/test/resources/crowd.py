"""A crowd on stock libvirt-python: crowd.py URI CONNECTIONS THREADS SECONDS

Each thread defines, starts, asks, stops and undefines guests of its own, all over the connections, which have
lifecycle callbacks for these guests, close callbacks and keepalive on one event loop. Two more connections watch
all guests. Every event is counted per guest: none may be missing and none may come twice. Prints what the test
reads; a wait that takes longer than DEADLINE is a failure.
"""
import collections
import sys
import threading
import time
import traceback

import libvirt

uri = sys.argv[1]
connections, threads, seconds = (int(word) for word in sys.argv[2:5])
DEADLINE = 60
WATCHERS = 2
STEPS = (
    libvirt.VIR_DOMAIN_EVENT_DEFINED,
    libvirt.VIR_DOMAIN_EVENT_STARTED,
    libvirt.VIR_DOMAIN_EVENT_STOPPED,
    libvirt.VIR_DOMAIN_EVENT_UNDEFINED,
)

changed = threading.Condition()
# By receiver and guest: how often each step was seen.
seen = collections.defaultdict(collections.Counter)
faults = []
cycles = collections.Counter()


def fault(text):
    with changed:
        faults.append(text)


def lifecycle(_connection, domain, event, _detail, receiver):
    with changed:
        seen[receiver, domain.name()][event] += 1
        changed.notify_all()


def closed(_connection, reason, receiver):
    fault("connection %s was closed: %d" % (receiver, reason))


def connect(receiver):
    connection = libvirt.open(uri)
    connection.setKeepAlive(5, 3)
    connection.registerCloseCallback(closed, receiver)
    return connection


def expect(receiver, name, steps):
    """Waits until a receiver has seen each of the steps of a guest, exactly once."""
    wanted = collections.Counter(steps)
    with changed:
        changed.wait_for(lambda: sum(seen[receiver, name].values()) >= len(steps), DEADLINE)
        got = seen.pop((receiver, name), collections.Counter())
    if got != wanted:
        fault("%s: %s saw %s instead of %s" % (name, receiver, dict(got), dict(wanted)))


def cycle(connection, receiver, name):
    domain = connection.defineXML(
        "<domain type='test'><name>%s</name><memory>8192</memory><os><type>hvm</type></os></domain>" % name
    )
    callback = connection.domainEventRegisterAny(
        domain, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lifecycle, receiver
    )
    domain.create()
    if domain.state()[0] != libvirt.VIR_DOMAIN_RUNNING or domain.ID() < 1:
        fault(name + " does not run")
    if connection.lookupByName(name).UUID() != domain.UUID() or name not in domain.XMLDesc():
        fault(name + " is another one")
    domain.info()
    domain.destroy()
    domain.undefine()
    expect(receiver, name, STEPS[1:])
    connection.domainEventDeregisterAny(callback)


def work(number, connection, receiver, end):
    try:
        while time.monotonic() < end and not faults:
            name = "crowd-%d-%d" % (number, cycles[number])
            cycle(connection, receiver, name)
            cycles[number] += 1
            for watcher in range(WATCHERS):
                expect("watcher %d" % watcher, name, STEPS)
    except Exception:  # whatever it is, it is a fault
        fault(traceback.format_exc())


def loop():
    while True:
        libvirt.virEventRunDefaultImpl()


libvirt.registerErrorHandler(lambda _context, _error: None, None)
libvirt.virEventRegisterDefaultImpl()
threading.Thread(target=loop, daemon=True).start()

watchers = [connect("watcher %d" % i) for i in range(WATCHERS)]
callbacks = [
    watcher.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lifecycle, "watcher %d" % i)
    for i, watcher in enumerate(watchers)
]
crowd = [connect("connection %d" % i) for i in range(connections)]
end = time.monotonic() + seconds
workers = [
    threading.Thread(target=work, args=(i, crowd[i % connections], "connection %d" % (i % connections), end))
    for i in range(threads)
]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join(seconds + 2 * DEADLINE)
    if worker.is_alive():
        fault("a thread hangs")

for watcher, callback in zip(watchers, callbacks):
    watcher.domainEventDeregisterAny(callback)
for connection in watchers + crowd:
    if not connection.isAlive():
        fault("a connection is dead")
    connection.unregisterCloseCallback()
    connection.close()
with changed:
    left = {key: dict(steps) for key, steps in seen.items() if steps}
    if left:
        faults.append("events that nobody waited for: %s" % left)
print("cycles %d by %d threads" % (sum(cycles.values()), sum(1 for n in cycles.values() if n)))
for text in faults[:5]:
    print("fault", text)
print("faults %d" % len(faults))
