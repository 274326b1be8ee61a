/// The few system calls that the JDK does not offer, through the Foreign Function & Memory API.
module org.ostler.posix {
    requires static org.jspecify;
}
