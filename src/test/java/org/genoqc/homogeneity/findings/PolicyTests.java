package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTests {

    private static final GenotypeCounts SAME = new GenotypeCounts(25, 50, 25, 0);

    /** What the balanced policy takes, on both sides of each limit. */
    @ParameterizedTest
    @CsvSource({
        "1e-13, 1, 0, p",
        "1, 9e-13, 0, p",
        "1e-12, 1, 0, ",
        "9e-9, 1, 6, allele_frequency",
        "9e-9, 1, 5, ",
        "1e-8, 1, 6, ",
        "1, 9e-9, 6, ",
    })
    void balancedTakesByCallsAndFrequency(double callsP, double nocallsP, int moreAlleles, String rule) {
        // of 100 calls, 200 alleles: 6 more are 3 %
        GenotypeCounts batch = new GenotypeCounts(25 - moreAlleles, 50 + moreAlleles, 25, 0);
        assertThat(taking(Policy.BALANCED, finding(batch, SAME, callsP, nocallsP, FindingKind.CALLS)))
                .isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @ParameterizedTest
    @CsvSource({
        "9e-5, 20, missing_calls",
        "9e-5, 19, ",
        "1e-4, 20, ",
        // fewer missing calls than the rest are no fault of the batch
        "9e-5, -20, "
    })
    void balancedTakesByAdditionalMissingCalls(double nocallsP, int more, String rule) {
        GenotypeCounts batch = new GenotypeCounts(900 - more, 0, 0, 100 + more);
        GenotypeCounts rest = new GenotypeCounts(9000, 0, 0, 1000);
        assertThat(taking(Policy.BALANCED, finding(batch, rest, 1, nocallsP, FindingKind.NOCALLS)))
                .isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void swappedAllelesAreTakenByTheirKind() {
        NamedFinding swapped = finding(SAME, SAME, 1e-5, 1, FindingKind.SWAPPED_ALLELES);
        assertThat(taking(Policy.BALANCED, swapped)).containsExactly("swapped_alleles");
        assertThat(taking(Policy.CONSERVATIVE, swapped)).isEmpty();
        assertThat(taking(Policy.parse("kind=collapsed_cluster"), swapped)).isEmpty();
    }

    @Test
    void aProbesetIsTakenByTheSmallerOfItsPValuesTimesTwo() {
        Policy policy = Policy.parse("probeset_p=1e-12");
        double p = Math.log(0.6e-12);
        assertThat(taking(policy, new ProbesetTests("x", p, -1))).isEmpty();
        assertThat(taking(policy, new ProbesetTests("x", p, Double.NaN))).containsExactly("probeset_p");
        assertThat(taking(policy, new ProbesetTests("x", Double.NaN, Double.NaN)))
                .isEmpty();
        assertThat(taking(policy, new ProbesetTests("x", -1, Double.NEGATIVE_INFINITY)))
                .containsExactly("probeset_p");
    }

    @Test
    void balancedTakesWholeProbesetsByTheirCallsAlone() {
        double p = Math.log(0.9e-12);
        assertThat(taking(Policy.BALANCED, new ProbesetTests("x", p, -1))).containsExactly("probeset_calls_p");
        assertThat(taking(Policy.BALANCED, new ProbesetTests("x", -1, p))).isEmpty();
    }

    @Test
    void whatIsNotANumberHoldsNothing() {
        GenotypeCounts none = new GenotypeCounts(0, 0, 0, 0);
        NamedFinding finding = finding(none, none, 1e-9, 1e-9, FindingKind.CALLS);
        assertThat(taking(Policy.BALANCED, finding)).isEmpty();
        assertThat(taking(Policy.parse("heterozygote_difference=1e-9"), finding))
                .isEmpty();
    }

    @Test
    void ownRulesAreRead() {
        Policy policy = Policy.parse(
                " drift: calls_p=1e-8, frequency_difference=.05;kind=swapped_alleles ; p=1e-12;probeset_calls_p=1E-9;");
        assertThat(policy.name()).isEqualTo("own");
        assertThat(policy.text())
                .isEqualTo("drift:calls_p=1.0E-8,frequency_difference=0.05; swapped_alleles:kind=swapped_alleles; "
                        + "p:p=1.0E-12; probeset_calls_p:probeset_calls_p=1.0E-9");
        assertThat(Policy.parse(policy.text()).text()).isEqualTo(policy.text());
    }

    @Test
    void aPolicyIsItsRules() {
        for (Policy policy : Policy.NAMED) {
            assertThat(Policy.parse(policy.name())).isSameAs(policy);
            assertThat(Policy.parse(policy.text()).text()).isEqualTo(policy.text());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "'' | conservative, balanced, sensitive, or rules",
                "; | conservative, balanced, sensitive, or rules",
                "blanced | conservative, balanced, sensitive, or conditions KEY=VALUE with KEY kind, fdr,"
                        + " probeset_fdr, p",
                "calls_p | above 0 and up to 1, not \"calls_p\"",
                "calls_p=0 | above 0",
                "calls_p=NaN | above 0",
                "calls_p=0x1p-3 | above 0",
                "calls_p=1.1 | up to 1",
                "p=-1 | above 0",
                "colour=0.5 | policy must be conditions KEY=VALUE with KEY kind",
                "p=0.1,,calls_p=0.1 | KEY=VALUE",
                "kind=bad | calls, nocalls, swapped_alleles, collapsed_cluster",
                "My rule:p=0.1 | names of a-z",
                "p=0.1;p=0.2 | different names",
                "p=0.1,probeset_p=0.1 | of pairs or of probesets"
            })
    void otherTextIsRefused(String text, String complaint) {
        assertThatThrownBy(() -> Policy.parse(text))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("policy must be ")
                .hasMessageContaining(complaint);
    }

    @Test
    void endlessTextIsRefused() {
        assertThatThrownBy(() -> Policy.parse("p=0.1;".repeat(2000)))
                .isInstanceOf(ParameterException.class)
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(200));
    }

    private static List<String> taking(Policy policy, Judged judged) {
        return policy.rules().stream()
                .filter(rule -> rule.isOfPair() == judged instanceof NamedFinding && rule.takes(judged))
                .map(Rule::name)
                .toList();
    }

    private static NamedFinding finding(
            GenotypeCounts batch, GenotypeCounts rest, double callsP, double nocallsP, FindingKind kind) {
        return new NamedFinding("x", "P", "", batch, rest, Math.log(callsP), Math.log(nocallsP), EnumSet.of(kind));
    }
}
