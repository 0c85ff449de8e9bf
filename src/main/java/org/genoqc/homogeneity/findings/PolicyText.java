package org.genoqc.homogeneity.findings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.findings.Condition.FalseDiscoveryRate;
import org.genoqc.homogeneity.findings.Condition.Limit;
import org.genoqc.homogeneity.findings.Condition.OfKind;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;

/** Reads the rules of a policy. */
final class PolicyText {

    private static final String PARAMETER = "policy";
    private static final int MAX_LENGTH = 10_000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final String FDR = "fdr";
    private static final String PROBESET_FDR = "probeset_fdr";
    private static final String KIND = "kind";

    private PolicyText() {}

    static List<Rule> rules(String text) {
        if (text.length() > MAX_LENGTH) {
            throw fault(text, "at most " + MAX_LENGTH + " characters");
        }
        List<Rule> rules = new ArrayList<>();
        for (String rule : text.split(";", -1)) {
            if (!rule.isBlank()) {
                rules.add(rule(rule.strip()));
            }
        }
        if (rules.isEmpty() || rules.stream().map(Rule::name).distinct().count() < rules.size()) {
            throw fault(
                    text,
                    rules.isEmpty()
                            ? names() + ", or rules such as calls_p=1e-8,frequency_difference=0.05"
                            : "rules with different names");
        }
        return rules;
    }

    private static Rule rule(String text) {
        int colon = text.indexOf(':');
        List<Condition> conditions = Arrays.stream(text.substring(colon + 1).split(",", -1))
                .map(String::strip)
                .map(PolicyText::condition)
                .toList();
        if (conditions.stream().map(Condition::isOfPair).distinct().count() > 1) {
            throw fault(text, "rules of pairs or of probesets, not of both at once");
        }
        Condition first = conditions.getFirst();
        String name = colon >= 0
                ? text.substring(0, colon).strip()
                : first instanceof OfKind of
                        ? of.kind().label()
                        : first.text().substring(0, first.text().indexOf('='));
        if (!NAME.matcher(name).matches()) {
            throw fault(text, "rules with names of a-z, 0-9 and _");
        }
        return new Rule(name, conditions);
    }

    private static Condition condition(String text) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals).strip();
        String value = equals < 0 ? "" : text.substring(equals + 1).strip();
        return switch (key) {
            case KIND -> new OfKind(kind(text, value));
            case FDR -> new FalseDiscoveryRate(Quantity.PAIR_P, number(text, value));
            case PROBESET_FDR -> new FalseDiscoveryRate(Quantity.PROBESET_P, number(text, value));
            default -> new Limit(Quantity.labelled(key).orElseThrow(() -> unknown(text)), number(text, value));
        };
    }

    /** Text without a value is more likely a name that is misspelt than a condition. */
    private static ParameterException unknown(String condition) {
        String conditions = "conditions KEY=VALUE with KEY " + keys();
        return fault(condition, condition.contains("=") ? conditions : names() + ", or " + conditions);
    }

    private static String names() {
        return Policy.NAMED.stream().map(Policy::name).collect(Collectors.joining(", "));
    }

    private static String keys() {
        return Stream.concat(
                        Stream.of(KIND, FDR, PROBESET_FDR),
                        Arrays.stream(Quantity.values()).map(Quantity::label))
                .collect(Collectors.joining(", "));
    }

    private static FindingKind kind(String condition, String value) {
        return FindingKind.labelled(value)
                .orElseThrow(() -> fault(condition, "conditions with kind one of " + FindingKind.labels()));
    }

    private static double number(String condition, String value) {
        double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
        if (!(number > 0 && number <= 1)) {
            throw fault(condition, "conditions with a number above 0 and up to 1");
        }
        return number;
    }

    private static ParameterException fault(String text, String rule) {
        return new ParameterException(PARAMETER, Parameter.shortened(text), rule);
    }
}
