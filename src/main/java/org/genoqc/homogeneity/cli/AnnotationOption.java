package org.genoqc.homogeneity.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.ListIds;
import org.genoqc.homogeneity.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The annotation of a data set. */
final class AnnotationOption {

    private static final String ANNOTATION = "--annotation";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = ANNOTATION,
            paramLabel = "FILE",
            description = "Where the probesets are and what their SNPs are called: a table with probeset_id and any of "
                    + "chromosome, position and snp_id, or the annotation file of an Axiom array (CSV).")
    private @Nullable Path annotation;

    /** The inputs with this one, by names for messages. */
    Map<String, String> addTo(Map<String, String> inputs) {
        Map<String, String> all = new LinkedHashMap<>(inputs);
        if (annotation != null) {
            all.put(ANNOTATION, annotation.toString());
        }
        return all;
    }

    InputFiles addTo(InputFiles files) {
        return annotation == null ? files : files.withAnnotation(annotation);
    }

    /** @throws CommandLine.ParameterException if there is none and a parameter would have no effect */
    void check(ParameterOptions options) {
        boolean hasChromosomes = options.read(values -> Parameter.FORMAT.givenIn(values))
                .filter(InputFormat::hasChromosomes)
                .isPresent();
        if (!hasChromosomes
                && options.read(values -> Parameter.SEX_CHROMOSOMES.givenIn(values))
                        .isPresent()) {
            require("--sex-chromosomes has no effect, but with --format gcount or frqx,");
        }
    }

    /** @throws CommandLine.ParameterException if there is none and lists are to have what it has */
    void check(ListIds ids) {
        if (ids == ListIds.SNP_ID) {
            require("--ids snp_id can't be");
        }
    }

    private void require(String complaint) {
        if (annotation == null) {
            throw new CommandLine.ParameterException(command.commandLine(), complaint + " without " + ANNOTATION);
        }
    }
}
