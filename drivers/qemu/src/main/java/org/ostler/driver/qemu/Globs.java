package org.ostler.driver.qemu;

import java.util.regex.Pattern;

/// Shell patterns with `*` and `?`, as firmware descriptions use them for machine types.
final class Globs {
    private Globs() {}

    static boolean matches(String glob, String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return text.matches(regex.toString());
    }
}
