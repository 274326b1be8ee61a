"""What stock libvirt-python counts: count-all.py URI GUEST DISK

Prints one line per fact; the test reads them.
"""
import sys

import libvirt

uri, guest, disk = sys.argv[1:4]
libvirt.registerErrorHandler(lambda _context, _error: None, None)
connection = libvirt.open(uri)
everything = connection.getAllDomainStats()
print("domains", sorted(domain.name() for domain, _ in everything))
counted = {domain.name(): stats for domain, stats in everything}[guest]
print(
    "types",
    type(counted["state.state"]).__name__,
    type(counted["block.0.name"]).__name__,
    type(counted["cpu.time"]).__name__,
)
running = connection.getAllDomainStats(
    libvirt.VIR_DOMAIN_STATS_STATE,
    libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING
    | libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT,
)
print("running", [domain.name() for domain, _ in running])
still = connection.lookupByName("still")
one = connection.domainListGetStats([still], libvirt.VIR_DOMAIN_STATS_STATE)
print("one", [domain.name() for domain, _ in one])
try:
    connection.getAllDomainStats(
        1 << 20, libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS
    )
except libvirt.libvirtError as error:
    print("refused", error.get_error_code())
domain = connection.lookupByName(guest)
print("block", domain.blockInfo(disk)[0])
print("memory", domain.memoryStats()["actual"])
domain.blockStats("vda")
domain.blockStatsFlags("vda")
domain.vcpus()
connection.getCPUStats(libvirt.VIR_NODE_CPU_STATS_ALL_CPUS)
connection.getMemoryStats(libvirt.VIR_NODE_MEMORY_STATS_ALL_CELLS)
connection.getFreeMemory()
connection.getCellsFreeMemory(0, 1)
connection.getCPUMap()
connection.close()
print("done")
