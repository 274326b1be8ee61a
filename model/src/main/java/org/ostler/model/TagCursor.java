package org.ostler.model;

/// Finds the `<` of each start tag in turn. StAX tells only where an event ended, and not reliably;
/// `<` cannot stand in an attribute, so the start tags can be found without parsing.
final class TagCursor {
    private final String source;
    private int next;
    private int lineStart;
    private int counted;
    int line = 1;
    int column = 1;

    TagCursor(String source) {
        this.source = source;
    }

    void nextStartTag() {
        int at = next;
        while (true) {
            at = source.indexOf('<', at);
            if (at < 0 || at + 1 >= source.length()) {
                return;
            }
            char kind = source.charAt(at + 1);
            if (kind == '/') {
                at += 2;
            } else if (kind == '?') {
                at = after("?>", at);
            } else if (kind != '!') {
                break;
            } else if (source.startsWith("<!--", at)) {
                at = after("-->", at + 4);
            } else if (source.startsWith("<![CDATA[", at)) {
                at = after("]]>", at);
            } else {
                at = after(">", at);
            }
        }
        next = at + 1;
        count(at);
    }

    private int after(String end, int from) {
        int found = source.indexOf(end, from);
        return found < 0 ? source.length() : found + end.length();
    }

    private void count(int at) {
        int newline = source.indexOf('\n', counted, at);
        while (newline >= 0) {
            line++;
            lineStart = newline + 1;
            newline = source.indexOf('\n', lineStart, at);
        }
        counted = at;
        column = at - lineStart + 1;
    }
}
