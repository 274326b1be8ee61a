package org.ostler.wire.protocol;

/// How a program's payloads are read: two switches over the procedure number, generated. A switch,
/// and not an object per procedure, so that a record's class is loaded when its procedure is first
/// used.
interface ProcedureDecoders {

    /// Reads the arguments of the call, or the content of the event.
    XdrStruct args(int number, XdrReader xdr);

    /// Reads the reply.
    XdrStruct reply(int number, XdrReader xdr);

    /// What the program's procedures are called.
    ProcedureWords words();
}
