package org.ostler.driver.xen;

import org.ostler.driver.xen.LibxlOperations.Trigger;
import org.ostler.xlcfg.Json;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The control domain's view of a Xen host, as far as the driver needs it: the seam between what
/// the driver decides and libxl with xenstore.
///
/// Thread-safe. Reads wait for their answer, at most as long as each says; everything else is begun
/// and returns at once. Failures of libxl are [LibxlException]s.
interface XenControl extends AutoCloseable {
    /// Every domain, Domain-0 included; waits at most [Libxl#CALL_DEADLINE].
    List<DomainInfo> domains();

    /// One domain, if it exists.
    ///
    /// @param limit how long to wait for the answer
    Optional<DomainInfo> domain(int domid, Duration limit);

    /// The domain's virtual processors, as `libxl_vcpuinfo` documents.
    ///
    /// @param limit how long to wait for the answer
    List<Json.Obj> vcpus(int domid, Duration limit);

    /// The domain's name, once its maker has written it down.
    Optional<String> name(int domid) throws IOException;

    /// The value of a node of xenstore, if there is such a node.
    Optional<String> read(String path) throws IOException;

    /// What the host is; takes some calls of [Libxl#CALL_DEADLINE] each.
    XenFacts facts();

    /// The terminal of a domain's console.
    String consoleTty(int domid);

    /// What a domain was made from, whoever made it.
    XenCall<Json.Obj> configuration(int domid);

    /// Builds a domain and leaves it paused; a failure leaves none behind.
    XenCall<Integer> create(String name, Json.Obj configuration);

    /// Stops a domain's virtual processors.
    XenCall<Integer> pause(int domid);

    /// Lets them go on.
    XenCall<Integer> unpause(int domid);

    /// Asks a domain to power off by way of its paravirtual drivers.
    XenCall<Integer> shutdown(int domid);

    /// Asks a domain to reboot by way of its paravirtual drivers.
    XenCall<Integer> reboot(int domid);

    /// Presses a button of an emulated machine.
    XenCall<Integer> trigger(int domid, Trigger trigger);

    /// Writes a domain's memory to a file.
    XenCall<Integer> coreDump(int domid, String path);

    /// Removes a domain with all its devices.
    XenCall<Integer> destroy(int domid);

    /// Tells of domains that come and go from now on, until the store is lost.
    ///
    /// @param changed called on a thread of the store's; must not block
    /// @return completes when nothing more will be told, with the reason
    CompletableFuture<IOException> watch(Runnable changed) throws IOException;

    @Override
    void close();
}
