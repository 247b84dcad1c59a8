package dev.concilia.catalog;

import dev.concilia.kernel.FieldText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the errors of one payload. Where the walk is, is kept as steps and put into words for an error only. */
final class Report {
    /** More errors than this help nobody. */
    static final int LIMIT = 50;

    private Object[] steps = new Object[8];
    private int depth;
    private List<FieldError> errors = List.of();

    /** Goes down to a field (its name, a string) or to an element (its index, an integer). */
    void enter(Object step) {
        if (depth == steps.length) {
            steps = Arrays.copyOf(steps, depth * 2);
        }
        steps[depth++] = step;
    }

    void leave() {
        depth--;
    }

    void add(String code, FieldText text, Object... arguments) {
        if (errors.isEmpty()) {
            errors = new ArrayList<>();
        }
        if (errors.size() < LIMIT) {
            errors.add(new FieldError(path(), code, text, arguments));
        }
    }

    boolean isClean() {
        return errors.isEmpty();
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            if (steps[i] instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(steps[i]);
            }
        }
        return path.toString();
    }
}
