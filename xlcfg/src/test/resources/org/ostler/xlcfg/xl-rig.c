/* Preloaded under xl where there is no Xen: what `xl -N create` asks of the hypervisor and of xenstore, answered for a made-up
 * host of 64 processors on 8 nodes, so that xl parses a configuration as it would there. Whatever else it asks fails. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <xenctrl.h>
#include <xenstore.h>

#define CPUS 64
#define NODES 8

/* The devices of Xen's drivers: any file will do, since no call gets as far as using it. */
static int open_at(const char *path, int flags, mode_t mode)
{
    if (!strncmp(path, "/dev/xen/", 9) || !strncmp(path, "/proc/xen/", 10))
        path = "/dev/null";
    return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

#define OPEN(name)                            \
    int name(const char *path, int flags, ...) \
    {                                         \
        va_list more;                         \
        va_start(more, flags);                \
        mode_t mode = va_arg(more, int);      \
        va_end(more);                         \
        return open_at(path, flags, mode);    \
    }
OPEN(open)
OPEN(open64)

int xc_get_max_cpus(xc_interface *xc) { return CPUS; }
int xc_get_max_nodes(xc_interface *xc) { return NODES; }
long xc_sharing_freed_pages(xc_interface *xc) { return 0; }
long xc_sharing_used_frames(xc_interface *xc) { return 0; }

int xc_physinfo(xc_interface *xc, xc_physinfo_t *info)
{
    memset(info, 0, sizeof *info);
    info->threads_per_core = 1;
    info->cores_per_socket = CPUS / NODES;
    info->nr_cpus = CPUS;
    info->max_cpu_id = CPUS - 1;
    info->nr_nodes = NODES;
    info->max_node_id = NODES - 1;
    info->cpu_khz = 2000000;
    info->total_pages = 16ul << 18;
    info->free_pages = 15ul << 18;
    info->capabilities = XEN_SYSCTL_PHYSCAP_hvm | XEN_SYSCTL_PHYSCAP_pv | XEN_SYSCTL_PHYSCAP_directio | XEN_SYSCTL_PHYSCAP_hap |
                         XEN_SYSCTL_PHYSCAP_iommu_hap_pt_share;
    return 0;
}

int xc_version(xc_interface *xc, int what, void *answer)
{
    switch (what) {
    case XENVER_version:
        return (4 << 16) | 17;
    case XENVER_pagesize:
        return 4096;
    case XENVER_extraversion:
        strcpy(answer, ".0");
        return 0;
    case XENVER_capabilities:
        strcpy(answer, "xen-3.0-x86_64 hvm-3.0-x86_32 hvm-3.0-x86_64");
        return 0;
    case XENVER_compile_info:
        memset(answer, 0, sizeof(xen_compile_info_t));
        return 0;
    case XENVER_platform_parameters:
        memset(answer, 0, sizeof(xen_platform_parameters_t));
        return 0;
    case XENVER_changeset:
    case XENVER_commandline:
        strcpy(answer, "");
        return 0;
    default:
        errno = ENOSYS;
        return -1;
    }
}

int xc_numainfo(xc_interface *xc, unsigned *nodes, xc_meminfo_t *memory, uint32_t *distances)
{
    for (unsigned i = 0; memory && i < *nodes && i < NODES; i++) {
        memory[i].memsize = 2ul << 30;
        memory[i].memfree = 2ul << 30;
    }
    for (unsigned i = 0; distances && i < *nodes * *nodes; i++)
        distances[i] = i % (*nodes + 1) ? 20 : 10;
    *nodes = NODES;
    return 0;
}

int xc_cputopoinfo(xc_interface *xc, unsigned *cpus, xc_cputopo_t *places)
{
    for (unsigned i = 0; places && i < *cpus && i < CPUS; i++) {
        places[i].core = i % (CPUS / NODES);
        places[i].socket = i / (CPUS / NODES);
        places[i].node = i / (CPUS / NODES);
    }
    *cpus = CPUS;
    return 0;
}

/* Security labels: no module that knows any. */
int xc_flask_context_to_sid(xc_interface *xc, char *label, uint32_t size, uint32_t *sid)
{
    errno = ENOSYS;
    return -1;
}

int xc_flask_sid_to_context(xc_interface *xc, int sid, char *label, uint32_t size)
{
    errno = ENOSYS;
    return -1;
}

/* An empty xenstore. */
static char store;

struct xs_handle *xs_open(unsigned long flags) { return (struct xs_handle *)&store; }
struct xs_handle *xs_daemon_open(void) { return (struct xs_handle *)&store; }
void xs_close(struct xs_handle *xs) {}
void xs_daemon_close(struct xs_handle *xs) {}
int xs_fileno(struct xs_handle *xs) { return -1; }

void *xs_read(struct xs_handle *xs, xs_transaction_t t, const char *path, unsigned int *size)
{
    errno = ENOENT;
    return NULL;
}

char **xs_directory(struct xs_handle *xs, xs_transaction_t t, const char *path, unsigned int *number)
{
    errno = ENOENT;
    return NULL;
}
