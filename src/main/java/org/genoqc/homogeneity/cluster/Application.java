package org.genoqc.homogeneity.cluster;

import java.util.List;
import java.util.Map;

/**
 * What is submitted.
 *
 * @param name as the cluster shows it
 * @param jar its job jar, as the workers find it
 * @param mainClass of the jar
 * @param arguments of the main class
 * @param properties of Spark, without the name and the Master
 */
public record Application(
        String name, String jar, String mainClass, List<String> arguments, Map<String, String> properties) {

    public Application {
        arguments = List.copyOf(arguments);
        properties = Map.copyOf(properties);
    }
}
