package dev.concilia.api.docs;

/** Text on its way into a page: escaped, with the little of Markdown that the descriptions use. */
final class Html {
    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** One line: {@code `code`} and {@code **bold**}. */
    static String line(String text) {
        return escaped(text.replace('\n', ' ').strip())
                .replaceAll("`([^`]*)`", "<code>$1</code>")
                .replaceAll("\\*\\*([^*]*)\\*\\*", "<strong>$1</strong>");
    }

    /** Paragraphs, between empty lines. */
    static String paragraphs(String text) {
        StringBuilder out = new StringBuilder();
        for (String paragraph : text.split("\n\\s*\n", -1)) {
            if (!paragraph.isBlank()) {
                out.append("<p>").append(line(paragraph)).append("</p>\n");
            }
        }
        return out.toString();
    }
}
