package org.ostler.protocol.compiler;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How names of the description become Java names, and procedure names become names of C functions.
final class Names {

    /// Words that libvirt's C functions spell in their own way.
    private static final Map<String, String> API_WORDS =
            Stream.of(
                            "XML",
                            "URI",
                            "ID",
                            "UUID",
                            "CPU",
                            "PM",
                            "NMI",
                            "TLS",
                            "OS",
                            "SEV",
                            "SSH",
                            "FD",
                            "DHCP",
                            "IP",
                            "MAC",
                            "NWFilter",
                            "FSTrim",
                            "FSInfo",
                            "FSFreeze",
                            "FSThaw",
                            "PMSuspend",
                            "PMWakeup",
                            "IOThread")
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    word -> word.toUpperCase(Locale.ROOT), word -> word));

    /// Java's keywords that occur as members, and what a record component must not be called.
    private static final Set<String> TAKEN =
            Set.of(
                    "case",
                    "class",
                    "default",
                    "interface",
                    "native",
                    "new",
                    "package",
                    "private",
                    "public",
                    "return",
                    "static",
                    "switch",
                    "transient",
                    "volatile",
                    "clone",
                    "finalize",
                    "notify",
                    "wait",
                    "hashCode",
                    "toString",
                    "getClass",
                    "encode",
                    "decode",
                    "xdr");

    private Names() {}

    /// `domain_get_info`, `DOMAIN_GET_INFO` to `DomainGetInfo`.
    static String className(String name) {
        StringBuilder java = new StringBuilder();
        for (String word : name.split("_", -1)) {
            if (!word.isEmpty()) {
                java.append(Character.toUpperCase(word.charAt(0)))
                        .append(word.substring(1).toLowerCase(Locale.ROOT));
            }
        }
        return java.toString();
    }

    /// `need_results` to `needResults`, `usageID` to `usageId`, `oldMAC` to `oldMac`.
    static String memberName(String name) {
        StringBuilder java = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
                continue;
            }
            boolean inWord = i > 0 && Character.isUpperCase(name.charAt(i - 1));
            char cased = inWord ? Character.toLowerCase(c) : c;
            java.append(upper && !java.isEmpty() ? Character.toUpperCase(cased) : cased);
            upper = false;
        }
        String result = java.toString();
        return TAKEN.contains(result) ? result + "Value" : result;
    }

    /// `DOMAIN_CREATE_XML` to `virDomainCreateXML`.
    static String functionName(String prefix, String procedure) {
        StringBuilder name = new StringBuilder(prefix);
        for (String word : procedure.split("_", -1)) {
            name.append(API_WORDS.getOrDefault(word, className(word)));
        }
        return name.toString();
    }
}
