package org.ostler.driver.xen;

import org.ostler.api.Plan;
import org.ostler.xlcfg.Json;

import java.util.List;

/// What a description becomes for libxl.
///
/// @param document a `libxl_domain_config` with every value that the driver knows how to choose
/// @param remarks what of the description the document does not carry as written; nothing else is
///   missing
public record LibxlConfig(Json.Obj document, List<Plan.Remark> remarks) {
    public LibxlConfig {
        remarks = List.copyOf(remarks);
    }
}
