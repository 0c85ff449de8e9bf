package org.genoqc.homogeneity.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.jspecify.annotations.Nullable;

/**
 * The files of a data set, and how to read them. Immutable; each {@code with} method gives a changed copy.
 *
 * <p>In the formats {@link InputFormat#AXIOM}, {@link InputFormat#GCOUNT} and {@link InputFormat#FRQX} a file is of one
 * genotyping batch. Which one says the manifest, else {@link InputFile#batchName}, else the file's name:
 *
 * <ul>
 *   <li>Axiom: the folder of a file called {@code Ps.performance.txt}, or where all files are called the same ({@code
 *       b01/Ps.performance.txt} is {@code b01}), else the name without {@code .gz}, {@code .txt} or {@code .tsv}, and {@code
 *       Ps.performance};
 *   <li>PLINK: the name without folder, {@code .gz} and {@code .gcount} or {@code .frqx}, and without the parts between dots
 *       with which the names of all files begin; of a single file the last part.
 * </ul>
 *
 * @param files at least one, in any order: it does not change the result
 * @param manifest a TSV with the columns file and batch_name, a row for each file; null for none
 * @param format all files are of this format; {@link InputFormat#AUTO} to go by their headers
 * @param bestProbesetsOnly whether rows with 0 in {@code BestProbeset} are left out; of the format Axiom alone
 * @param annotation a table of the probesets, with {@code probeset_id} and any of {@code chromosome}, {@code position} and
 *     {@code snp_id}; null for none
 */
public record InputFiles(
        List<InputFile> files,
        @Nullable InputFile manifest,
        InputFormat format,
        boolean bestProbesetsOnly,
        @Nullable InputFile annotation) {

    /** @throws IllegalArgumentException if there is no file */
    public InputFiles {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no file");
        }
    }

    /** Files without an annotation. */
    public InputFiles(
            List<InputFile> files, @Nullable InputFile manifest, InputFormat format, boolean bestProbesetsOnly) {
        this(files, manifest, format, bestProbesetsOnly, null);
    }

    /** Files whose format is known by their headers. */
    public static InputFiles of(List<Path> paths) {
        return new InputFiles(paths.stream().map(InputFile::of).toList(), null, InputFormat.AUTO, false);
    }

    /** A single file. */
    public static InputFiles of(Path path) {
        return of(List.of(path));
    }

    public InputFiles withManifest(Path chosen) {
        return new InputFiles(files, InputFile.of(chosen), format, bestProbesetsOnly, annotation);
    }

    public InputFiles withFormat(InputFormat chosen) {
        return new InputFiles(files, manifest, chosen, bestProbesetsOnly, annotation);
    }

    public InputFiles withBestProbesetsOnly(boolean chosen) {
        return new InputFiles(files, manifest, format, chosen, annotation);
    }

    /** With the table that says where each probeset is, and what its SNP is called. */
    public InputFiles withAnnotation(Path chosen) {
        return new InputFiles(files, manifest, format, bestProbesetsOnly, InputFile.of(chosen));
    }

    /** The files, and after them the manifest and the annotation if there are any. */
    public List<InputFile> all() {
        return Stream.of(files.stream(), Stream.ofNullable(manifest), Stream.ofNullable(annotation))
                .flatMap(some -> some)
                .toList();
    }

    /** The length of all of them together. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (InputFile file : all()) {
            bytes += Files.size(file.path());
        }
        return bytes;
    }

    /** The name of a file for messages; null where there is no other from which to tell it. */
    public @Nullable String shownName(InputFile file) {
        return files.size() == 1 ? null : file.name();
    }
}
