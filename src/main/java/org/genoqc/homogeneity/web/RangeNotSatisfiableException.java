package org.genoqc.homogeneity.web;

/** The range asked for lies beyond the end. */
final class RangeNotSatisfiableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long length;

    RangeNotSatisfiableException(long length) {
        super("there are only " + length + " bytes");
        this.length = length;
    }

    long length() {
        return length;
    }
}
