package dev.concilia.admin.component;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which words of a text another text does not have in that place. */
final class TextChanges {
    private static final Pattern WORD = Pattern.compile("\\s+|[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]");
    /** Two long texts without anything in common would cost their product. */
    private static final int LARGEST_TABLE = 400_000;

    private TextChanges() {}

    /** A stretch of the text, and whether it is new against the other one. */
    record Part(String text, boolean changed) {}

    /** {@code text} in parts, compared with {@code other}. */
    static List<Part> of(String text, String other) {
        List<String> words = words(text);
        List<String> others = words(other);
        int start = 0;
        int shorter = Math.min(words.size(), others.size());
        while (start < shorter && words.get(start).equals(others.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && words.get(words.size() - 1 - end).equals(others.get(others.size() - 1 - end))) {
            end++;
        }
        boolean[] common = new boolean[words.size()];
        java.util.Arrays.fill(common, 0, start, true);
        java.util.Arrays.fill(common, words.size() - end, words.size(), true);
        mark(words.subList(start, words.size() - end), others.subList(start, others.size() - end), common, start);
        return joined(words, common);
    }

    /** Marks a longest common subsequence. */
    private static void mark(List<String> words, List<String> others, boolean[] common, int offset) {
        int rows = words.size();
        int columns = others.size();
        if (rows == 0 || columns == 0 || (long) rows * columns > LARGEST_TABLE) {
            return;
        }
        int[][] longest = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                longest[i][j] = words.get(i).equals(others.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < rows && j < columns) {
            if (words.get(i).equals(others.get(j))) {
                common[offset + i] = true;
                i++;
                j++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }

    private static List<Part> joined(List<String> words, boolean[] common) {
        List<Part> parts = new ArrayList<>();
        StringBuilder stretch = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            stretch.append(words.get(i));
            if (i + 1 == words.size() || common[i] != common[i + 1]) {
                parts.add(new Part(stretch.toString(), !common[i]));
                stretch.setLength(0);
            }
        }
        return parts;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }
}
