package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.storage.JobInputs;
import org.jspecify.annotations.Nullable;

/**
 * The received files of a data set.
 *
 * @param files at least one
 * @param manifest which genotyping batch each file is of; null for none
 * @param annotation where the probesets are, and what their SNPs are called; null for none
 */
public record ReceivedDataSet(
        List<Upload> files,
        @Nullable Upload manifest,
        @Nullable Upload annotation) {

    public ReceivedDataSet {
        files = List.copyOf(files);
    }

    /** The length of all files together. */
    long bytes() {
        return Stream.of(files.stream(), Stream.ofNullable(manifest), Stream.ofNullable(annotation))
                .flatMap(some -> some)
                .mapToLong(Upload::bytes)
                .sum();
    }

    /** Moves the files into the folder of a job. */
    InputFiles moveTo(Path folder, JobInputs inputs, JobParameters parameters) throws IOException {
        JobInputs.Names names = new JobInputs.Names(
                files.stream().map(Upload::name).toList(),
                manifest == null ? null : manifest.name(),
                annotation == null ? null : annotation.name());
        InputFiles input = inputs.prepare(folder, names, parameters);
        for (int i = 0; i < files.size(); i++) {
            files.get(i).moveTo(input.files().get(i).path());
        }
        move(manifest, input.manifest());
        move(annotation, input.annotation());
        return input;
    }

    private static void move(@Nullable Upload upload, @Nullable InputFile place) throws IOException {
        if (upload != null && place != null) {
            upload.moveTo(place.path());
        }
    }
}
