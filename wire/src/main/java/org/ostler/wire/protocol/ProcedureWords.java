package org.ostler.wire.protocol;

/// What a program's procedures are called, by their numbers: switches, generated, in a class of
/// their own, which a client that only makes calls never loads. For a number that the program does
/// not have, and where there is nothing to say, the answer is empty.
interface ProcedureWords {

    /// The name in the description, as `DOMAIN_CREATE_XML`.
    String name(int number);

    /// The function of libvirt's C API.
    String apiName(int number);

    /// The permissions that the call needs, in the description's words.
    String permissions(int number);

    /// The permission that filters the result, in the description's words.
    String filter(int number);
}
