package dev.concilia.kernel;

import java.util.List;
import java.util.Map;

/** A call that cannot be served; mapped once, at the edge, to problem details. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<Object> arguments;
    private final transient Map<String, Object> extra;

    public ProblemException(ProblemCode code, Object... arguments) {
        this(code, Map.of(), arguments);
    }

    /** {@code extra}: further members of the problem document, such as {@code fields} or the new {@code epoch}. */
    public ProblemException(ProblemCode code, Map<String, Object> extra, Object... arguments) {
        super(code.name(), null, false, false);
        this.code = code;
        this.extra = Map.copyOf(extra);
        this.arguments = List.of(arguments);
    }

    public ProblemCode code() {
        return code;
    }

    /** Values for the sentence's {@code {0}}, {@code {1}} … */
    public List<Object> arguments() {
        return arguments;
    }

    public Map<String, Object> extra() {
        return extra;
    }
}
