package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;

/** Which genotyping batch each file is of, see {@link InputFiles}. */
final class BatchNames {

    private static final Pattern GZIP = Pattern.compile("\\.gz$");
    private static final Pattern TABLE = Pattern.compile("\\.(txt|tsv)$");
    private static final Pattern PERFORMANCE = Pattern.compile("[._-]?Ps\\.performance$");
    private static final Pattern COUNTS_OF_PLINK = Pattern.compile("\\.(gcount|frqx)$");

    private BatchNames() {}

    /**
     * What each file is of, in their order; an empty text where the rows say it.
     *
     * @throws InvalidInputException if two files are of the same genotyping batch and stratum, a name can't be used, or the manifest is
     *     faulty
     */
    static List<FileBatch> of(InputFiles files, InputFormat format, HeapBudget.Share budget) throws IOException {
        InputFile manifest = files.manifest();
        if (!format.hasBatchPerFile()) {
            if (manifest != null) {
                throw new InvalidInputException(InputFault.at(
                                1,
                                null,
                                format.label(),
                                Code.HEADER,
                                "a manifest is for the formats axiom, gcount and frqx; in this format the file names"
                                        + " the genotyping batches")
                        .in(manifest.name()));
            }
            return files.files().stream().map(file -> FileBatch.of("")).toList();
        }
        List<FileBatch> names = manifest == null
                ? named(files.files(), format).stream().map(FileBatch::of).toList()
                : Manifest.batches(manifest, files.files(), budget);
        check(files, names);
        return names;
    }

    private static List<String> named(List<InputFile> files, InputFormat format) {
        List<String> byRule = format == InputFormat.AXIOM ? ofAxiom(files) : ofPlink(files);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String given = files.get(i).batchName();
            names.add(given == null ? byRule.get(i) : given);
        }
        return names;
    }

    private static List<String> ofAxiom(List<InputFile> files) {
        boolean calledTheSame = files.stream()
                        .map(file -> without(GZIP, file.baseName()))
                        .distinct()
                        .count()
                == 1;
        return files.stream()
                .map(file -> file.name().lastIndexOf('/') > 0 && (calledTheSame || isNamedByTheSoftware(file))
                        ? folder(file.name())
                        : ofAxiom(file))
                .toList();
    }

    private static boolean isNamedByTheSoftware(InputFile file) {
        return without(PERFORMANCE, without(TABLE, without(GZIP, file.baseName())))
                .isEmpty();
    }

    private static String folder(String name) {
        String folders = name.substring(0, name.lastIndexOf('/'));
        return folders.substring(folders.lastIndexOf('/') + 1);
    }

    private static String ofAxiom(InputFile file) {
        String name = without(TABLE, without(GZIP, file.baseName()));
        String shorter = without(PERFORMANCE, name);
        return shorter.isEmpty() ? name : shorter;
    }

    private static List<String> ofPlink(List<InputFile> files) {
        List<List<String>> names = files.stream()
                .map(file -> List.of(
                        without(COUNTS_OF_PLINK, without(GZIP, file.baseName())).split("\\.", -1)))
                .toList();
        int shortest = names.stream().mapToInt(List::size).min().orElseThrow();
        int common = 0;
        while (common < shortest - 1 && isCommon(names, common)) {
            common++;
        }
        int left = common;
        return names.stream()
                .map(parts -> String.join(".", parts.subList(left, parts.size())))
                .toList();
    }

    private static boolean isCommon(List<List<String>> names, int part) {
        return names.stream().map(parts -> parts.get(part)).distinct().count() == 1;
    }

    private static String without(Pattern ending, String name) {
        return ending.matcher(name).replaceFirst("");
    }

    private static void check(InputFiles files, List<FileBatch> batches) throws InvalidInputException {
        Faults faults = new Faults();
        Map<FileBatch, String> fileOfBatch = new HashMap<>();
        for (int i = 0; i < batches.size(); i++) {
            FileBatch batch = batches.get(i);
            String name = batch.batchName();
            String file = files.files().get(i).name();
            if (!NameText.isName(name)) {
                faults.add(InputFault.at(
                                1,
                                null,
                                name,
                                Code.ID,
                                "the name of a genotyping batch must not be empty or hold control characters; a"
                                        + " manifest can say it")
                        .in(file));
            }
            String other = fileOfBatch.putIfAbsent(batch, file);
            if (other != null) {
                faults.add(InputFault.at(
                                1,
                                null,
                                name,
                                Code.DUPLICATE,
                                "the file is of the same genotyping batch"
                                        + (batch.stratum() == null ? "" : " and stratum") + " as " + other
                                        + "; a manifest can say which each is of")
                        .in(file));
            }
        }
        faults.throwIfAny();
    }
}
