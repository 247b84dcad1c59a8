package dev.concilia.audit;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words by which an entry is found: without case and accents; an id is one word. */
final class AuditWords {
    private static final int MOST = 40;
    private static final int LONGEST = 64;
    private static final int MOST_READ = 4_000;
    private static final Pattern WORD =
            Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|[\\p{L}\\p{N}]+");
    private static final Pattern ACCENT = Pattern.compile("\\p{M}+");

    private AuditWords() {}

    /** The words of an entry; what a detail holds as JSON is data and not searched. */
    static Set<String> of(AuditEntry entry) {
        Stream<String> details = entry.detail().properties().stream()
                .map(detail -> detail.getValue().asString(""));
        Set<String> words = new LinkedHashSet<>();
        Stream.concat(Stream.of(entry.subject()), details)
                .filter(text -> !text.startsWith("{") && !text.startsWith("["))
                .flatMap(text -> words(text).stream())
                .limit(MOST)
                .forEach(words::add);
        return words;
    }

    /** The words of a text, in their order. */
    static List<String> words(String text) {
        String read = text.length() > MOST_READ ? text.substring(0, MOST_READ) : text;
        String folded = ACCENT.matcher(Normalizer.normalize(read, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return WORD.matcher(folded)
                .results()
                .map(found -> found.group())
                .map(word -> word.length() > LONGEST ? word.substring(0, LONGEST) : word)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** As the column holds them: a word begins wherever there is a blank. */
    static String text(Set<String> words) {
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(' ').append(word));
        return text.toString();
    }
}
