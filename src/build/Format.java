import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings the project's Java code into the form of palantir-java-format, or checks that it is. Run by Maven as a source
 * file with a JDK 25, whatever Maven itself runs on, since the formatter parses what its own JVM can compile.
 *
 * <p>Arguments: {@code check} or {@code write}, then the folders.
 */
final class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    void main(String[] args) throws IOException {
        boolean writes = args[0].equals("write");
        List<Path> all = new ArrayList<>();
        for (String folder : List.of(args).subList(1, args.length)) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        List<Path> unformatted =
                all.parallelStream().filter(file -> isChanged(file, writes)).toList();
        unformatted.forEach(file -> System.err.println((writes ? "formatted " : "not formatted: ") + file));
        if (!writes && !unformatted.isEmpty()) {
            System.err.println("mvn validate -Dformat=write formats them");
            System.exit(1);
        }
    }

    private boolean isChanged(Path file, boolean writes) {
        try {
            String text = Files.readString(file);
            String formatted = FORMATTER.formatSourceAndFixImports(text);
            if (writes && !formatted.equals(text)) {
                Files.writeString(file, formatted);
            }
            return !formatted.equals(text);
        } catch (Exception e) {
            throw new IllegalStateException(file + " can't be formatted", e);
        }
    }
}
