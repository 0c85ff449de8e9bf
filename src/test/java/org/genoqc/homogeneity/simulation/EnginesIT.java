package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every engine against complete enumeration, at 40,000 tables or those of the system property {@code engines.simulations};
 * a million take two minutes. With 145 tables and four engines |z| &lt; 4.5 fails
 * by chance with probability 580 x 7e-6 = 4e-3; the seeds are fixed.
 */
class EnginesIT {

    private static final int SIMULATIONS = Integer.getInteger("engines.simulations", 40_000);

    enum Engine {
        DRAWN {
            @Override
            int exceedances(ContingencyTable table) {
                return Simulations.exceedances(table, SIMULATIONS, Simulations::drawn);
            }
        },
        SHARED {
            @Override
            int exceedances(ContingencyTable table) {
                RowTotals rowTotals = RowTotals.of(table);
                return Simulations.exceedances(
                        Simulations.permutationTest(
                                new SharedPermutations(rowTotals, 0, 42, SIMULATIONS, 0, 0), List.of(table)),
                        SIMULATIONS)[0];
            }
        },
        BINOMIAL {
            @Override
            int exceedances(ContingencyTable table) {
                return sampled(table, BinomialSampler::new);
            }
        },
        SEQUENTIAL {
            @Override
            int exceedances(ContingencyTable table) {
                return sampled(table, SequentialSampler::new);
            }
        };

        abstract int exceedances(ContingencyTable table);

        private static int sampled(ContingencyTable table, Function<ContingencyTable, TableSampler> sampling) {
            return Simulations.exceedances(SingleTableTest.of(table, 42, sampling), SIMULATIONS)[0];
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithCompleteEnumeration(Engine engine) {
        assertThat(Simulations.unlikeEnumeration("small_exact", SIMULATIONS, (id, table) -> engine.exceedances(table)))
                .isEmpty();
    }
}
