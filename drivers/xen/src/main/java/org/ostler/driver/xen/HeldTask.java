package org.ostler.driver.xen;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// A task that holds memory and structs until the operation is over.
///
/// Made by any thread, then the operation's thread's alone.
abstract class HeldTask<T> implements LibxlTask<T> {
    final Arena arena = Arena.ofShared();
    private final List<LibxlStruct> structs = new ArrayList<>();

    LibxlStruct hold(LibxlType type) {
        var struct = new LibxlStruct(type);
        structs.add(struct);
        return struct;
    }

    @Override
    public void close() {
        structs.forEach(LibxlStruct::close);
        arena.close();
    }
}
