"""The life of one guest through stock libvirt-python: life-of-a-guest.py URI XML_FILE MARKER

Prints one line per fact; the test reads them. Every wait has a deadline.
"""
import sys
import threading
import time

import libvirt

uri, xml_file, marker = sys.argv[1:4]
DEADLINE = 120
steps = []
changed = threading.Condition()


def quiet(_context, _error):
    """Errors are told by exceptions."""


def lifecycle(_connection, domain, event, detail, _opaque):
    with changed:
        steps.append((domain.name(), event, detail))
        changed.notify_all()


def await_step(event):
    with changed:
        if not changed.wait_for(lambda: any(s[1] == event for s in steps), DEADLINE):
            sys.exit("no event %d within %d s; seen: %s" % (event, DEADLINE, steps))


def refused(what, call):
    try:
        call()
    except libvirt.libvirtError as error:
        print(what, error.get_error_code(), error.get_error_domain(), error.get_error_message())
        return
    sys.exit(what + " was not refused")


def read_console(connection, domain):
    stream = connection.newStream(libvirt.VIR_STREAM_NONBLOCK)
    domain.openConsole(None, stream, 0)
    seen = b""
    end = time.monotonic() + DEADLINE
    while marker.encode() not in seen:
        if time.monotonic() > end:
            sys.exit("the console does not say " + marker)
        data = stream.recv(4096)
        if data == -2:
            time.sleep(0.02)
        else:
            seen += data
    stream.abort()


libvirt.registerErrorHandler(quiet, None)
libvirt.virEventRegisterDefaultImpl()
threading.Thread(target=lambda: [libvirt.virEventRunDefaultImpl() for _ in iter(int, 1)], daemon=True).start()

connection = libvirt.open(uri)
connection.setKeepAlive(5, 3)
connection.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lifecycle, None)
print("type", connection.getType())
print("alive", connection.isAlive())

with open(xml_file, encoding="utf-8") as xml:
    domain = connection.defineXML(xml.read())
await_step(libvirt.VIR_DOMAIN_EVENT_DEFINED)
print("defined", domain.name(), domain.isPersistent(), domain.isActive())
domain.create()
await_step(libvirt.VIR_DOMAIN_EVENT_STARTED)
print("started", domain.state(), domain.ID() > 0, domain.info()[3])
read_console(connection, domain)
print("console", marker)
domain.suspend()
await_step(libvirt.VIR_DOMAIN_EVENT_SUSPENDED)
print("suspended", domain.state())
domain.resume()
await_step(libvirt.VIR_DOMAIN_EVENT_RESUMED)
print("resumed", domain.state()[0])
print("listed", [d.name() for d in connection.listAllDomains(libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE)])
refused("again", domain.create)
domain.destroy()
await_step(libvirt.VIR_DOMAIN_EVENT_STOPPED)
print("destroyed", domain.state())
domain.undefine()
await_step(libvirt.VIR_DOMAIN_EVENT_UNDEFINED)
refused("gone", lambda: connection.lookupByName(domain.name()))
refused("malformed", lambda: connection.defineXML("<domain"))
connection.close()
print("done")
