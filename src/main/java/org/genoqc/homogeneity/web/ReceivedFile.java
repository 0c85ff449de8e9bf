package org.genoqc.homogeneity.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.job.running.ReceivedDataSet;
import org.genoqc.homogeneity.job.running.Upload;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;

/** An uploaded file, on disk already; taking it over is a rename. */
record ReceivedFile(MultipartFile file) implements Upload {

    private static final String FILE = "file";
    private static final String MANIFEST = "manifest";
    private static final String ANNOTATION = "annotation";
    private static final int MAX_NAME_LENGTH = 200;

    /**
     * The files of a request.
     *
     * @throws ParameterForm.BadParameterException if there is no file, more than one manifest or annotation, or another part
     *     with a file name
     */
    static ReceivedDataSet all(MultipartRequest request) throws ParameterForm.BadParameterException {
        for (Map.Entry<String, List<MultipartFile>> part :
                request.getMultiFileMap().entrySet()) {
            boolean isSingle = part.getKey().equals(MANIFEST) || part.getKey().equals(ANNOTATION);
            if (!part.getKey().equals(FILE) && !(isSingle && part.getValue().size() == 1)) {
                throw new ParameterForm.BadParameterException(
                        part.getKey(),
                        isSingle
                                ? "one " + part.getKey() + " at most is expected"
                                : "files are expected as the parts \"file\", \"manifest\" and \"annotation\";"
                                        + " parameters are sent without a file name");
            }
        }
        List<MultipartFile> files = request.getFiles(FILE);
        if (files.isEmpty()) {
            throw new ParameterForm.BadParameterException(
                    FILE, "at least one file is expected, as a part \"file\" with a file name");
        }
        return new ReceivedDataSet(
                files.stream().<Upload>map(ReceivedFile::new).toList(),
                only(request.getFile(MANIFEST)),
                only(request.getFile(ANNOTATION)));
    }

    private static @Nullable ReceivedFile only(@Nullable MultipartFile file) {
        return file == null ? null : new ReceivedFile(file);
    }

    /** The name without what is no text in it, and of its folders the last. */
    @Override
    public String name() {
        String given = file.getOriginalFilename();
        String[] steps = (given == null ? "" : given).split("[/\\\\]", -1);
        String base = cleaned(steps[steps.length - 1]);
        String folder = steps.length == 1 ? "" : cleaned(steps[steps.length - 2]);
        return (folder.isEmpty() ? "" : folder + "/") + (base.isEmpty() ? "upload" : base);
    }

    private static String cleaned(String step) {
        String clean = step.replaceAll("\\p{C}", "").strip();
        if (clean.equals(".") || clean.equals("..")) {
            return "";
        }
        return clean.codePointCount(0, clean.length()) <= MAX_NAME_LENGTH
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, MAX_NAME_LENGTH));
    }

    @Override
    public long bytes() {
        return file.getSize();
    }

    @Override
    public void moveTo(Path target) throws IOException {
        // transferTo(File) renames where transferTo(Path) copies
        file.transferTo(target.toFile());
    }
}
