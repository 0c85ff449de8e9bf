package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.genoqc.homogeneity.counts.StratumCounts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchAgainstRestTests {

    private static final int TABLES = Integer.getInteger("tables", 20_000);
    private static final int FEWEST_SAMPLES = 5;
    private static final int MOST_SAMPLES = 5_000;

    /**
     * Exact tests end early where a p-value is above alpha. What is found, with which p-values and kinds, must be what
     * the tests carried to their end say. Sizes are 5 to 5,000, shares common, rare and none; of a third of the tables
     * the p-value is on one side of alpha and would be on the other with one sample more in another column. It held for
     * 1,000,000 tables at each alpha too (-Dtables=1000000, 2026-11-28).
     */
    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.05, 1})
    void endingEarlyFindsWhatTheWholeTestsFind(double alpha) {
        SplittableRandom random = new SplittableRandom(20270203);
        List<String> wrong = new ArrayList<>();
        int found = 0;
        int near = 0;
        for (int i = 0; i < TABLES; i++) {
            BatchAgainstRest pair = i % 3 == 0 ? nearAlpha(random, alpha) : pair(random);
            Finding finding = pair.finding(0, 0, StratumCounts.NONE, alpha);
            double lnAlpha = Math.log(alpha);
            double lnCalls = pair.lnPValueCalls();
            double lnNocalls = pair.lnPValueNocalls();
            if (!isRight(finding, pair, lnCalls, lnNocalls, lnAlpha)) {
                wrong.add(pair + ": " + finding + ", not " + lnCalls + " and " + lnNocalls);
            }
            found += finding == null ? 0 : 1;
            near += isNear(lnCalls, lnAlpha) || isNear(lnNocalls, lnAlpha) ? 1 : 0;
        }
        assertThat(wrong).isEmpty();
        if (alpha == 1) {
            assertThat(found).isEqualTo(TABLES);
        } else {
            assertThat(found).as("findings").isBetween(TABLES / 5, TABLES * 4 / 5);
            assertThat(near).as("p-values within a factor of 2 of alpha").isGreaterThan(TABLES / 10);
        }
    }

    private static boolean isNear(double ln, double lnAlpha) {
        return Math.abs(ln - lnAlpha) < Math.log(2);
    }

    private static boolean isRight(
            @Nullable Finding finding, BatchAgainstRest pair, double lnCalls, double lnNocalls, double lnAlpha) {
        boolean calls = lnCalls <= lnAlpha;
        boolean nocalls = lnNocalls <= lnAlpha;
        if (finding == null) {
            return !calls && !nocalls;
        }
        Set<FindingKind> kinds = finding.kinds();
        return finding.lnPValueCalls() == lnCalls
                && finding.lnPValueNocalls() == lnNocalls
                && kinds.contains(FindingKind.CALLS) == calls
                && kinds.contains(FindingKind.NOCALLS) == nocalls
                && kinds.contains(FindingKind.SWAPPED_ALLELES) == (calls && fitsSwapped(pair));
    }

    private static boolean fitsSwapped(BatchAgainstRest pair) {
        GenotypeCounts batch = pair.batch();
        GenotypeCounts swapped = new GenotypeCounts(batch.bb(), batch.ab(), batch.aa(), batch.nc());
        return new BatchAgainstRest(swapped, pair.rest()).lnPValueCalls() > Math.log(0.01);
    }

    /** The last pair without, or the first with, a p-value of at most alpha, as samples are moved to another column. */
    private static BatchAgainstRest nearAlpha(SplittableRandom random, double alpha) {
        BatchAgainstRest pair = pair(random);
        boolean toMissing = random.nextBoolean();
        long samples = toMissing ? pair.batch().called() : pair.batch().aa();
        long above = 0;
        long below = samples;
        while (below - above > 1) {
            long middle = (above + below) / 2;
            BatchAgainstRest moved = moved(pair, middle, toMissing);
            double ln = toMissing ? moved.lnPValueNocalls() : moved.lnPValueCalls();
            if (ln <= Math.log(alpha)) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return moved(pair, random.nextBoolean() ? above : below, toMissing);
    }

    /** With so many more missing calls, taken from AA, AB and BB in this order, or so many BB in the place of AA. */
    private static BatchAgainstRest moved(BatchAgainstRest pair, long samples, boolean toMissing) {
        GenotypeCounts batch = pair.batch();
        if (!toMissing) {
            return new BatchAgainstRest(
                    new GenotypeCounts(batch.aa() - samples, batch.ab(), batch.bb() + samples, batch.nc()),
                    pair.rest());
        }
        long aa = Math.min(samples, batch.aa());
        long ab = Math.min(samples - aa, batch.ab());
        long bb = samples - aa - ab;
        return new BatchAgainstRest(
                new GenotypeCounts(batch.aa() - aa, batch.ab() - ab, batch.bb() - bb, batch.nc() + samples),
                pair.rest());
    }

    private static BatchAgainstRest pair(SplittableRandom random) {
        double b = frequency(random);
        double missing = missing(random);
        double ofBatch = switch (random.nextInt(6)) {
            case 0 -> frequency(random);
            case 1 -> 1 - b;
            case 2 -> Math.min(1, b * (1 + random.nextDouble()));
            default -> b;
        };
        double missingOfBatch = random.nextInt(5) == 0 ? missing(random) : missing;
        return new BatchAgainstRest(
                counts(random, ofBatch, missingOfBatch, random.nextInt(10) == 0), counts(random, b, missing, false));
    }

    /** Of the B allele: common, rare or 0. */
    private static double frequency(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> Math.exp(-3 - 6 * random.nextDouble());
            case 1 -> random.nextInt(3) == 0 ? 0 : 0.01;
            default -> random.nextDouble();
        };
    }

    private static double missing(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> random.nextDouble();
            case 2 -> random.nextInt(4) == 0 ? 1 : 0.2;
            default -> Math.exp(-3 - 4 * random.nextDouble());
        };
    }

    /** About as many as there would be of random samples, in Hardy-Weinberg equilibrium or of one genotype alone. */
    private static GenotypeCounts counts(SplittableRandom random, double b, double missing, boolean isCollapsed) {
        double size = FEWEST_SAMPLES * Math.pow((double) MOST_SAMPLES / FEWEST_SAMPLES, random.nextDouble());
        double called = size * (1 - missing);
        long nocalls = around(random, size * missing);
        if (isCollapsed) {
            return new GenotypeCounts(0, Math.round(called), 0, nocalls);
        }
        return new GenotypeCounts(
                around(random, called * (1 - b) * (1 - b)),
                around(random, called * 2 * b * (1 - b)),
                around(random, called * b * b),
                nocalls);
    }

    private static long around(SplittableRandom random, double expected) {
        return Math.max(0, Math.round(expected + random.nextGaussian() * Math.sqrt(expected)));
    }
}
