package org.genoqc.homogeneity.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.Programs;
import org.genoqc.homogeneity.integrations.InstalledCommand.Outputs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule, run by the real Snakemake. */
class SnakemakeIT {

    private static final Path INTEGRATION = Path.of("integrations/snakemake").toAbsolutePath();
    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
    private static final String SNAKEMAKE = "snakemake --cores 2 --nocolor ";

    private static InstalledCommand command;

    @TempDir
    private Path folder;

    private Path work;

    @BeforeAll
    static void install() throws Exception {
        Programs.assumeInstalled("snakemake");
        command = InstalledCommand.shared();
    }

    @BeforeEach
    void prepareFolder() throws IOException {
        work = Files.createDirectory(folder.resolve("with spaces"));
        Files.createSymbolicLink(work.resolve("examples"), EXAMPLES);
    }

    private Outputs outputs(String results) {
        Path written = work.resolve(results);
        return new Outputs(
                written.resolve("result.tsv"),
                written.resolve("findings.tsv"),
                written.resolve("genotyping-batches.tsv"),
                written.resolve("zero-cluster.txt"),
                written.resolve("summary.txt"),
                written.resolve("multiqc"));
    }

    private Outputs expected(String options, Path... counts) throws IOException {
        return Outputs.ofTheCommand(
                folder, Stream.of(counts), ("--exclusions-format plink-zero-cluster " + options).split(" ", -1));
    }

    @Test
    void theRuleByItselfWritesWhatTheCommandWrites() throws Exception {
        command.run(
                work,
                SNAKEMAKE + "--snakefile '" + INTEGRATION + "/chi2_homogeneity.smk' --configfile '" + INTEGRATION
                        + "/config.yaml'");
        outputs("results/chi2_homogeneity")
                .assertAre(expected(
                        "--random-seed 42",
                        EXAMPLES.resolve("plink/plates.b000.gcount"),
                        EXAMPLES.resolve("plink/plates.b001.gcount"),
                        EXAMPLES.resolve("plink/plates.b006.gcount")));
        assertThat(work.resolve("results/chi2_homogeneity/chi2-homogeneity.log"))
                .content()
                .contains("60 probesets in 3 genotyping batches");
    }

    @Test
    void twoDataSetsAreTwoModulesAndAWorkflowUsesTheirResults() throws Exception {
        Files.writeString(work.resolve("batches.tsv"), """
            file\tbatch_name
            b000/Ps.performance.txt\tfirst plate
            b001/Ps.performance.txt\tsecond plate
            """);
        Files.writeString(work.resolve("array 1.csv"), "probeset_id,chromosome,snp_id\nAX-10000000,X,rs1\n");
        Files.writeString(work.resolve("Snakefile"), """
            rule all:
                input: "lines.txt"

            module axiom:
                snakefile: "%1$s/chi2_homogeneity.smk"
                config:
                    {
                        "chi2_homogeneity": {
                            "counts": ["examples/axiom/b000/Ps.performance.txt", "examples/axiom/b001/Ps.performance.txt"],
                            "manifest": "batches.tsv",
                            "annotation": "array 1.csv",
                            "format": "axiom",
                            "folder": "axiom results",
                            "random_seed": 7,
                            "policy": "nocalls_p=1e-6; kind=swapped_alleles",
                            "threads": 1,
                            "options": "--adaptive --max-simulations 2000",
                        }
                    }

            use rule chi2_homogeneity from axiom as axiom_homogeneity

            module table:
                snakefile: "%1$s/chi2_homogeneity.smk"
                config: {"chi2_homogeneity": {"counts": "examples/sample.tsv", "options": "--n-simulations 200"}}

            use rule chi2_homogeneity from table as table_homogeneity

            rule lines:
                input: rules.axiom_homogeneity.output.result, rules.table_homogeneity.output.result
                output: "lines.txt"
                shell: "cat {input:q} | wc -l > {output}"
            """.formatted(INTEGRATION));
        command.run(work, SNAKEMAKE);
        assertThat(work.resolve("lines.txt")).content().isEqualToIgnoringWhitespace("562");
        Outputs expected = Outputs.ofTheCommand(
                folder,
                Stream.of("axiom/b000", "axiom/b001").map(plate -> EXAMPLES.resolve(plate + "/Ps.performance.txt")),
                "--exclusions-format",
                "plink-zero-cluster",
                "--manifest",
                work.resolve("batches.tsv").toString(),
                "--annotation",
                work.resolve("array 1.csv").toString(),
                "--policy",
                "nocalls_p=1e-6; kind=swapped_alleles",
                "--random-seed",
                "7",
                "--adaptive",
                "--max-simulations",
                "2000");
        outputs("axiom results").assertAre(expected);
        assertThat(expected.reportCard()).content().contains("first plate");
        assertThat(expected.result()).content().contains("\tX\tNaN\trs1\n");
        outputs("results/chi2_homogeneity").assertAre(expected("--n-simulations 200", EXAMPLES.resolve("sample.tsv")));
    }
}
