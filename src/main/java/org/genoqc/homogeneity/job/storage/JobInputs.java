package org.genoqc.homogeneity.job.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.result.Sha256;
import org.genoqc.homogeneity.result.WholeFile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The input of a job in its folder: a single file as {@code input}; several, or one with a manifest or an annotation, as
 * {@code input.d/00001} and so on, the manifest as {@code input.d/manifest}, the annotation as {@code input.d/annotation}.
 * How their sender calls them is in {@code input.json}, which jobs of earlier versions do not have; it is never the name of a
 * file here.
 */
@Component
public class JobInputs {

    private static final String SINGLE = "input";
    private static final String SEVERAL = "input.d";
    private static final String MANIFEST = "manifest";
    private static final String ANNOTATION = "annotation";
    private static final String NAMES = "input.json";

    private final JobFiles files;
    private final JsonMapper json;

    JobInputs(JobFiles files, JsonMapper json) {
        this.files = files;
        this.json = json;
    }

    /**
     * What the files of a data set are called.
     *
     * @param files at least one
     * @param manifest null for none
     * @param annotation null for none, as in what earlier versions stored
     */
    public record Names(
            List<String> files,
            @Nullable String manifest,
            @Nullable String annotation) {

        public Names {
            files = List.copyOf(files);
        }

        private boolean isSingle() {
            return files.size() == 1 && manifest == null && annotation == null;
        }
    }

    /**
     * Prepares a folder for the files of a job.
     *
     * @return the files where they are to be put
     */
    public InputFiles prepare(Path folder, Names names, JobParameters parameters) throws IOException {
        if (!names.isSingle()) {
            Files.createDirectory(folder.resolve(SEVERAL));
        }
        Files.write(folder.resolve(NAMES), json.writeValueAsBytes(names));
        return in(folder, names, parameters);
    }

    /** The files of a job. */
    public InputFiles of(Job job) throws IOException {
        Path folder = files.folder(job.id());
        Path names = folder.resolve(NAMES);
        return in(
                folder,
                Files.exists(names)
                        ? json.readValue(Files.readAllBytes(names), Names.class)
                        : new Names(List.of(job.input().name()), null, null),
                job.parameters());
    }

    /** The file that has the names of the files of a job; jobs of earlier versions have none. */
    public static Path names(InputFiles input) {
        Path file = input.files().getFirst().path();
        Path folder = file.resolveSibling(NAMES);
        return file.endsWith(SINGLE)
                ? folder
                : Objects.requireNonNull(file.getParent()).resolveSibling(NAMES);
    }

    private static InputFiles in(Path folder, Names names, JobParameters parameters) {
        Path several = folder.resolve(SEVERAL);
        List<InputFile> all = new ArrayList<>();
        for (String name : names.files()) {
            Path file =
                    names.isSingle() ? folder.resolve(SINGLE) : several.resolve(String.format("%05d", all.size() + 1));
            all.add(new InputFile(file, name, null));
        }
        return new InputFiles(
                all,
                beside(several.resolve(MANIFEST), names.manifest()),
                parameters.format(),
                parameters.bestProbesetsOnly(),
                beside(several.resolve(ANNOTATION), names.annotation()));
    }

    private static @Nullable InputFile beside(Path file, @Nullable String name) {
        return name == null ? null : new InputFile(file, name, null);
    }

    /** What is stored of the input. */
    public static Job.Input describe(InputFiles input) throws IOException {
        return new Job.Input(
                input.files().getFirst().baseName(),
                input.bytes(),
                Sha256.of(input),
                input.files().size());
    }

    /** Makes them durable, but for the folder itself. */
    public static void sync(Path folder, InputFiles input) throws IOException {
        for (InputFile file : input.all()) {
            WholeFile.sync(file.path());
        }
        WholeFile.sync(folder.resolve(NAMES));
        Path several = folder.resolve(SEVERAL);
        if (Files.exists(several)) {
            WholeFile.sync(several);
        }
    }
}
