package org.genoqc.homogeneity.parameters;

import java.util.Locale;

/** What runs a job of the service. The result does not depend on it. */
public enum Engine {
    /** The service itself: the workers of one of its replicas. */
    LOCAL,
    /** An Apache Spark cluster. */
    SPARK,
    /** Spark where the input is large or does not fit the heap of the service, else the service itself. */
    AUTO;

    /** As written in parameters: {@code local}, {@code spark}, {@code auto}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The engine with this label.
     *
     * @throws ParameterException if there is none
     */
    public static Engine ofLabel(String label) {
        return Parameter.labelled(values(), Engine::label, label, "engine", "local, spark or auto");
    }
}
