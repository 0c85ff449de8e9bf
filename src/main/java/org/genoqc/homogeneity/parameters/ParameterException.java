package org.genoqc.homogeneity.parameters;

/** A parameter has a value that it can't have, or one that would have no effect beside the others. */
public final class ParameterException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final String value;
    private final String rule;
    private final String complaint;

    /**
     * @param parameter its name as in requests, e.g. {@code n_simulations}
     * @param value what was given: a number, or the text that could not be read as one
     * @param rule what it must be, e.g. {@code 1 to 100000000}
     */
    public ParameterException(String parameter, Object value, String rule) {
        this(parameter, value instanceof String ? "\"" + value + "\"" : String.valueOf(value), rule);
    }

    private ParameterException(String parameter, String value, String rule) {
        this(parameter, value, rule, "must be " + rule + ", not " + value);
    }

    private ParameterException(String parameter, String value, String rule, String complaint) {
        this.parameter = parameter;
        this.value = value;
        this.rule = rule;
        this.complaint = complaint;
    }

    /** A parameter is given that other parameters make ineffective. */
    static ParameterException ineffective(Parameter<?> parameter, Object value, String where) {
        return new ParameterException(
                parameter.name(), String.valueOf(value), "left out " + where, "has no effect " + where);
    }

    @Override
    public String getMessage() {
        return parameter + " " + complaint;
    }

    /** The name of the parameter, in snake_case. */
    public String parameter() {
        return parameter;
    }

    /** What was given; text in quotes. */
    public String value() {
        return value;
    }

    /** What the value must be. */
    public String rule() {
        return rule;
    }

    /** What is wrong: the message without the name of the parameter, e.g. {@code must be 1 to 10, not 12}. */
    public String complaint() {
        return complaint;
    }
}
