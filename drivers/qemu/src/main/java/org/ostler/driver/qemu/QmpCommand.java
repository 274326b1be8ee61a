package org.ostler.driver.qemu;

import java.util.Arrays;

/// One QMP command as it is sent.
///
/// @param name the command's name, e.g. `query-status`
/// @param arguments its arguments; without members they are left out
/// @param changes whether QEMU does more than read: after a deadline the outcome of such a command
///   is unknown
public record QmpCommand(String name, Json.Obj arguments, boolean changes) {

    /// A command that only reads, without arguments.
    public static QmpCommand query(String name) {
        return new QmpCommand(name, Json.Obj.EMPTY, false);
    }

    /// A command that only reads.
    public static QmpCommand query(String name, Json.Obj arguments) {
        return new QmpCommand(name, arguments, false);
    }

    /// A command that changes something, without arguments.
    public static QmpCommand change(String name) {
        return new QmpCommand(name, Json.Obj.EMPTY, true);
    }

    /// A command that changes something.
    public static QmpCommand change(String name, Json.Obj arguments) {
        return new QmpCommand(name, arguments, true);
    }

    /// The request's text.
    byte[] encode(long id) {
        Json.ObjBuilder request = Json.object().put("execute", name);
        if (!arguments.members().isEmpty()) {
            request.put("arguments", arguments);
        }
        byte[] text = JsonText.writeBytes(request.put("id", id).build());
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
    }

    /// The name only: arguments may be secrets.
    @Override
    public String toString() {
        return name;
    }
}
