package org.genoqc.homogeneity.findings;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Takes the pairs of probeset and genotyping batch, or the probesets, for which all conditions hold.
 *
 * @param name the code by which lists give it as a reason
 */
record Rule(String name, List<Condition> conditions) {

    Rule {
        conditions = List.copyOf(conditions);
        if (conditions.isEmpty()
                || conditions.stream().map(Condition::isOfPair).distinct().count() > 1) {
            throw new IllegalArgumentException("the conditions of " + name + " must be of pairs, or of probesets");
        }
    }

    static Rule of(String name, Condition... conditions) {
        return new Rule(name, List.of(conditions));
    }

    boolean isOfPair() {
        return conditions.getFirst().isOfPair();
    }

    boolean takes(Judged judged) {
        return conditions.stream().allMatch(condition -> condition.holds(judged));
    }

    Rule with(UnaryOperator<Condition> change) {
        return new Rule(name, conditions.stream().map(change).toList());
    }

    String text() {
        return name + ":" + conditions.stream().map(Condition::text).collect(Collectors.joining(","));
    }
}
