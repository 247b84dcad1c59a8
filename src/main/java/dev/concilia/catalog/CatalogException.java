package dev.concilia.catalog;

/** A file of the catalog can't be used. The message is one sentence that names the file and the line. */
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /**
     * @param file the file as its author knows it, for example {@code catalog/products.yaml}
     * @param line the line in the file, counted from 1
     * @param problem what is wrong, as the rest of a sentence, with its full stop
     */
    CatalogException(String file, int line, String problem) {
        super(file + ", line " + line + ": " + problem);
        this.file = file;
        this.line = line;
    }

    /** The file as its author knows it, for example {@code catalog/products.yaml}. */
    public String file() {
        return file;
    }

    /** The line in the file, counted from 1. */
    public int line() {
        return line;
    }
}
