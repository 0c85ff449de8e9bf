package org.genoqc.homogeneity.parameters;

/** A parameter has a value that it can't have. */
public final class ParameterException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final String value;
    private final String rule;

    /**
     * @param parameter its name as in requests, e.g. {@code n_simulations}
     * @param value what was given: a number, or the text that could not be read as one
     * @param rule what it must be, e.g. {@code 1 to 100000000}
     */
    public ParameterException(String parameter, Object value, String rule) {
        this(parameter, value instanceof String ? "\"" + value + "\"" : String.valueOf(value), rule);
    }

    private ParameterException(String parameter, String value, String rule) {
        this.parameter = parameter;
        this.value = value;
        this.rule = rule;
    }

    @Override
    public String getMessage() {
        return parameter + " must be " + rule + ", not " + value;
    }

    /** The name of the parameter, in snake_case. */
    public String parameter() {
        return parameter;
    }

    /** What was given; text in quotes. */
    public String value() {
        return value;
    }

    /** What the value must be; the message is {@code <parameter> must be <rule>, not <value>}. */
    public String rule() {
        return rule;
    }
}
