package org.genoqc.homogeneity.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The service would let in nobody, or everybody; with what to do. */
final class UnusableSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    UnusableSettingsException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    UnusableSettingsException(String message, String action) {
        this(message, action, null);
    }

    /** Says what to do. */
    static final class Failure extends AbstractFailureAnalyzer<UnusableSettingsException> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusableSettingsException cause) {
            return new FailureAnalysis(cause.getMessage(), cause.action, cause);
        }
    }
}
