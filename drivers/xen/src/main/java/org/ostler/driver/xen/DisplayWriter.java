package org.ostler.driver.xen;

import org.ostler.model.Graphics;
import org.ostler.model.Listen;
import org.ostler.xlcfg.Json;

import java.util.List;
import java.util.Optional;

/// Makes libxl's descriptions of displays of a guest's graphics.
final class DisplayWriter {
    private static final int VNC_BASE_PORT = 5900;
    private static final String LOOPBACK = "127.0.0.1";

    private final Remarks remarks;

    DisplayWriter(Remarks remarks) {
        this.remarks = remarks;
    }

    /// `libxl_vnc_info` of a display that is there, with every choice written out.
    Json.Obj vnc(Graphics.Vnc vnc, String path) {
        Json.Builder json =
                Json.object()
                        .put("enable", Json.defbool(true))
                        .put("listen", listen(vnc.listen(), vnc.listeners(), path));
        vnc.password().ifPresent(password -> json.put("passwd", password));
        boolean fixed =
                vnc.port().isPresent()
                        && vnc.port().getAsInt() >= VNC_BASE_PORT
                        && !vnc.autoport().orElse(false);
        if (fixed) {
            json.put("display", vnc.port().getAsInt() - VNC_BASE_PORT);
        } else {
            json.put("display", 0);
        }
        json.put("findunused", Json.defbool(!fixed));
        remarks.ignoredIf(vnc.websocket(), path + "/@websocket", "libxl opens no websocket");
        remarks.ignoredIf(vnc.sharePolicy(), path + "/@sharePolicy", "libxl has no such setting");
        remarks.ignoredIf(vnc.socket(), path + "/@socket", "libxl's displays listen on TCP only");
        return json.build();
    }

    /// `libxl_vnc_info` of a display that is not there.
    static Json.Obj noVnc() {
        return Json.object().put("enable", Json.defbool(false)).build();
    }

    /// `libxl_spice_info`.
    Json.Obj spice(Graphics.Spice spice, String path) {
        Json.Builder json =
                Json.object()
                        .put("enable", Json.defbool(true))
                        .put("host", listen(spice.listen(), spice.listeners(), path));
        spice.port().ifPresent(port -> json.put("port", port));
        spice.tlsPort().ifPresent(port -> json.put("tls_port", port));
        json.put("disable_ticketing", Json.defbool(spice.password().isEmpty()));
        spice.password().ifPresent(password -> json.put("passwd", password));
        if (spice.port().isEmpty() || spice.port().getAsInt() <= 0) {
            remarks.needs(path + "/@port", "libxl chooses no port for SPICE", "give a port");
        }
        remarks.ignoredIf(spice.defaultMode(), path + "/@defaultMode", "libxl has no such setting");
        return json.build();
    }

    /// `libxl_sdl_info`.
    Json.Obj sdl(Graphics.Sdl sdl, String path) {
        remarks.ignoredIf(sdl.fullscreen(), path + "/@fullscreen", "libxl has no such setting");
        return Json.object()
                .put("enable", Json.defbool(true))
                .putIfPresent("display", sdl.display())
                .putIfPresent("xauthority", sdl.xauth())
                .build();
    }

    private String listen(Optional<String> attribute, List<Listen> listeners, String path) {
        for (Listen listener : listeners) {
            switch (listener) {
                case Listen.ByAddress byAddress -> {
                    if (byAddress.address().isPresent()) {
                        return byAddress.address().get();
                    }
                }
                case Listen.ByNetwork byNetwork -> {
                    if (byNetwork.address().isPresent()) {
                        return byNetwork.address().get();
                    }
                    remarks.needs(
                            path + "/listen",
                            "the network's address is not known yet",
                            "start the network");
                }
                case Listen.BySocket _, Listen.Nowhere _ ->
                        remarks.unsupported(
                                path + "/listen",
                                "libxl's displays listen on TCP only",
                                "type 'address'");
            }
        }
        return attribute.orElse(LOOPBACK);
    }
}
