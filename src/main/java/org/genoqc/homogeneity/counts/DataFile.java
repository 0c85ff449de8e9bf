package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file whose header has been read.
 *
 * @param shownName its name for messages; null where it is the only one
 * @param headerLine the line of the header, from 1; the rows come after it
 */
record DataFile(InputFile file, @Nullable String shownName, Layout layout, long headerLine) {

    /**
     * Reads the headers of all files.
     *
     * @param budget what the heap of the headers is taken from
     * @param limits how large they may be
     * @param unpacking keeps account of what compressed ones become
     * @throws InvalidInputException if one can't be used, the files are of several formats, or two are of the same
     *     genotyping batch
     */
    static List<DataFile> all(InputFiles files, HeapBudget.Share budget, InputLimits limits, Unpacking unpacking)
            throws IOException {
        Faults faults = new Faults();
        List<HeaderLine> headers = new ArrayList<>();
        for (InputFile file : files.files()) {
            faults.collect(files.shownName(file), () -> headers.add(header(file, budget, limits, unpacking)));
        }
        faults.throwIfAny();
        InputFormat format = format(files, headers);
        List<FileBatch> batches = BatchNames.of(files, format, budget);
        List<DataFile> all = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            InputFile file = files.files().get(i);
            HeaderLine header = headers.get(i);
            FileBatch batch = batches.get(i);
            faults.collect(files.shownName(file), () -> {
                Layout layout = Formats.layout(format, header, batch, files.bestProbesetsOnly());
                // an annotation is believed instead
                all.add(new DataFile(
                        file,
                        files.shownName(file),
                        files.annotation() == null ? layout : layout.withoutPlaces(),
                        header.line()));
            });
        }
        faults.throwIfAny();
        refuseStrataInSome(all);
        return all;
    }

    private static void refuseStrataInSome(List<DataFile> all) throws InvalidInputException {
        DataFile first = all.getFirst();
        for (DataFile file : all) {
            if (file.layout.hasStrata() != first.layout.hasStrata()) {
                throw new InvalidInputException(InputFault.at(
                                file.headerLine,
                                Formats.STRATUM,
                                String.join(" ", file.layout.names()),
                                Code.HEADER,
                                "either all files have the column stratum or none; the first, " + first.file.name()
                                        + ", has " + (first.layout.hasStrata() ? "it" : "not"))
                        .in(file.shownName));
            }
        }
    }

    private static HeaderLine header(InputFile file, HeapBudget.Share budget, InputLimits limits, Unpacking unpacking)
            throws IOException {
        try (InputStream bytes = InputBytes.open(file, unpacking)) {
            HeaderLine header = HeaderLine.of(bytes, budget);
            // every row must have as many
            int fields = header.names().size();
            if (fields > limits.fields()) {
                throw InputLimits.exceeded(
                        header.line(), fields, "a line may have at most " + limits.fields() + " fields");
            }
            return header;
        }
    }

    /** The format of all files. */
    private static InputFormat format(InputFiles files, List<HeaderLine> headers) throws IOException {
        Faults faults = new Faults();
        InputFormat format = files.format();
        for (int i = 0; i < headers.size() && files.format() == InputFormat.AUTO; i++) {
            InputFile file = files.files().get(i);
            HeaderLine header = headers.get(i);
            InputFormat first = format;
            InputFormat[] own = {first};
            faults.collect(files.shownName(file), () -> {
                own[0] = Formats.of(header);
                if (first != InputFormat.AUTO && own[0] != first) {
                    throw new InvalidInputException(InputFault.at(
                            header.line(),
                            null,
                            own[0].label(),
                            Code.HEADER,
                            "all files must be of one format; "
                                    + files.files().getFirst().name() + " is of the format " + first.label()));
                }
            });
            format = first == InputFormat.AUTO ? own[0] : first;
        }
        faults.throwIfAny();
        if (files.bestProbesetsOnly() && format != InputFormat.AXIOM) {
            throw new InvalidInputException(InputFault.at(
                            headers.getFirst().line(),
                            "BestProbeset",
                            format.label(),
                            Code.HEADER,
                            "best_probesets_only is of the format axiom")
                    .in(files.shownName(files.files().getFirst())));
        }
        return format;
    }
}
