package org.genoqc.homogeneity.findings;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.findings.Condition.FalseDiscoveryRate;
import org.genoqc.homogeneity.findings.Condition.Limit;
import org.genoqc.homogeneity.findings.Condition.OfKind;

/**
 * What is bad: rules for pairs of probeset and genotyping batch, any of which is enough, and rules for probesets that no
 * single genotyping batch accounts for.
 *
 * <p>Pairs are judged by stored findings alone, so that a rule finds nothing above the parameter findings_alpha.
 */
public final class Policy {

    /**
     * Calls or missing calls differ from the rest with p &lt; 1e-12; so do probesets as a whole. In a biobank that looked at
     * the cluster plots of 20,490 flagged pairs of an Axiom array, all 16 of these were bad, of those with a p-value of 1e-5
     * to 1e-4 only 97 of 16,976. Whole probesets go by their calls alone: their missing calls differ wherever plates
     * are not of one quality. Good for taking out without a look at the plots; it leaves most of what is bad in.
     */
    public static final Policy CONSERVATIVE = new Policy(
            "conservative",
            List.of(
                    Rule.of("p", new Limit(Quantity.P, 1e-12)),
                    Rule.of("probeset_calls_p", new Limit(Quantity.PROBESET_CALLS_P, 1e-12))));

    /**
     * The default: p &lt; 1e-12, or what has an effect that matters: 2 % more missing calls than the rest (missing calls, p
     * &lt; 1e-4; in the same biobank 202 of 662 such pairs were bad, of all with such a p-value 224 of 20,490), 3 %
     * difference in allele frequency (calls, p &lt; 1e-8, well beyond the 5e-8 of genome-wide tests; of differences that are
     * truly 5 % nearly half would be measured below a limit of 5 %), or swapped alleles.
     * Good for a data set before association tests, where both kinds of mistakes are expensive.
     */
    public static final Policy BALANCED = new Policy(
            "balanced",
            List.of(
                    Rule.of("p", new Limit(Quantity.P, 1e-12)),
                    Rule.of(
                            "missing_calls",
                            new Limit(Quantity.NOCALLS_P, 1e-4),
                            new Limit(Quantity.NOCALL_DIFFERENCE, 0.02)),
                    Rule.of(
                            "allele_frequency",
                            new Limit(Quantity.CALLS_P, 1e-8),
                            new Limit(Quantity.FREQUENCY_DIFFERENCE, 0.03)),
                    Rule.of("swapped_alleles", new OfKind(FindingKind.SWAPPED_ALLELES)),
                    Rule.of("probeset_calls_p", new Limit(Quantity.PROBESET_CALLS_P, 1e-12))));

    /**
     * Of all pairs that are taken, 5 % are expected to be sound (Benjamini and Hochberg 1995), and as many of the probesets.
     * Effects don't count: in a large data set it takes differences that are of no consequence. Good for a list to look at,
     * or where probesets are many and only the cleanest are wanted.
     */
    public static final Policy SENSITIVE = new Policy(
            "sensitive",
            List.of(
                    Rule.of("fdr", new FalseDiscoveryRate(Quantity.PAIR_P, 0.05)),
                    Rule.of("probeset_fdr", new FalseDiscoveryRate(Quantity.PROBESET_P, 0.05))));

    /** Those that have a name. */
    public static final List<Policy> NAMED = List.of(CONSERVATIVE, BALANCED, SENSITIVE);

    private final String name;
    private final List<Rule> rules;

    Policy(String name, List<Rule> rules) {
        this.name = name;
        this.rules = List.copyOf(rules);
    }

    /**
     * A policy by its name, or by its rules, which are separated by semicolons: {@code
     * drift:calls_p=1e-8,frequency_difference=0.05; kind=swapped_alleles}. All conditions of a rule must hold. A rule
     * without a name is called by its first condition.
     *
     * @throws org.genoqc.homogeneity.parameters.ParameterException if the text is neither
     */
    public static Policy parse(String text) {
        return NAMED.stream()
                .filter(policy -> policy.name.equals(text.strip()))
                .findFirst()
                .orElseGet(() -> new Policy("own", PolicyText.rules(text)));
    }

    /** {@code own} where it is given by its rules. */
    public String name() {
        return name;
    }

    /** Its rules as they are written. */
    public String text() {
        return rules.stream().map(Rule::text).collect(Collectors.joining("; "));
    }

    /** Whether what it takes depends on the number of tests. */
    public boolean hasFalseDiscoveryRates() {
        return rules.stream()
                .flatMap(rule -> rule.conditions().stream())
                .anyMatch(FalseDiscoveryRate.class::isInstance);
    }

    List<Rule> rules() {
        return rules;
    }

    Policy with(UnaryOperator<Condition> change) {
        return new Policy(name, rules.stream().map(rule -> rule.with(change)).toList());
    }

    @Override
    public String toString() {
        return name + " (" + text() + ")";
    }
}
