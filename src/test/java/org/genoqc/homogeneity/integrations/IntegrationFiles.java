package org.genoqc.homogeneity.integrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.yaml.snakeyaml.Yaml;

/** The files of the integrations, parsed. */
final class IntegrationFiles {

    static final Path FOLDER = Path.of("integrations").toAbsolutePath();
    static final Path TOOL = FOLDER.resolve("galaxy/chi2_homogeneity.xml");

    private static final Pattern SET = Pattern.compile("(?m)^\\{% set (\\w+) = \"([^\"]*)\" %}\n");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{ ([^{}]+) }}");

    private IntegrationFiles() {}

    /** A part of the recipe, which is YAML once its variables are put in; calls of conda's functions remain as they are. */
    static Map<?, ?> recipe(String part) throws IOException {
        String text = Files.readString(FOLDER.resolve("bioconda/meta.yaml"));
        Map<String, String> variables = SET.matcher(text)
                .results()
                .collect(Collectors.toMap(variable -> variable.group(1), variable -> variable.group(2)));
        String rendered = EXPRESSION
                .matcher(SET.matcher(text).replaceAll(""))
                .replaceAll(use -> Matcher.quoteReplacement(
                        use.group(1).contains("(")
                                ? "'" + use.group(1) + "'"
                                : Objects.requireNonNull(variables.get(use.group(1)), use.group())));
        return (Map<?, ?>) Objects.requireNonNull(
                new Yaml().<Map<String, Object>>load(rendered).get(part), part);
    }

    static Map<String, Object> yaml(String file) throws IOException {
        return new Yaml().load(Files.readString(FOLDER.resolve(file)));
    }

    static Document tool() throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(TOOL.toFile());
    }
}
