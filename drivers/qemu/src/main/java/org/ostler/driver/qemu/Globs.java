package org.ostler.driver.qemu;

import java.util.regex.Pattern;

/// Shell patterns with `*` and `?`, as firmware descriptions use them for machine types.
final class Globs {
    private Globs() {}

    static boolean matches(String glob, String text) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return text.matches(regex.toString());
    }
}
