package dev.concilia.catalog;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Makes a start with a broken catalog end with a sentence instead of a stack trace. */
class CatalogFailureAnalyzer extends AbstractFailureAnalyzer<CatalogException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, CatalogException cause) {
        String action = "Correct " + cause.file() + " at line " + cause.line() + " and start again.";
        return new FailureAnalysis(String.valueOf(cause.getMessage()), action, cause);
    }
}
