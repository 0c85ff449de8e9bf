package org.genoqc.homogeneity.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ManhattanTests {

    private static final int PROBESETS = 40_000;

    @TempDir
    private Path folder;

    /** @param chromosome of a probeset; empty for none */
    private ProbesetCounts counts(List<String> chromosome) throws IOException {
        StringBuilder data = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        StringBuilder annotation = new StringBuilder("probeset_id\tchromosome\tposition\n");
        for (int i = 0; i < chromosome.size(); i++) {
            data.append("P%05d\tb\t1\t1\t1\t1\n".formatted(i));
            annotation.append("P%05d\t%s\t%d\n".formatted(i, chromosome.get(i), 1000 * i));
        }
        InputFiles files = InputFiles.of(Files.writeString(folder.resolve("data"), data))
                .withAnnotation(Files.writeString(folder.resolve("annotation"), annotation));
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            return new CountsReader(share, Cancellation.NEVER).read(files);
        }
    }

    private static Quantiles.Extreme pValue(int probeset, double p) {
        return new Quantiles.Extreme(probeset, Math.log(p), Math.log(p), PValueOrigin.STANDARD);
    }

    private static JsonNode json(ProbesetCounts counts, List<Quantiles.Extreme> pValues) throws IOException {
        Manhattan manhattan = new Manhattan(counts);
        assertThat(manhattan.isEmpty()).isFalse();
        pValues.forEach(manhattan::add);
        StringBuilder out = new StringBuilder();
        manhattan.write(new JsonWriter(out));
        return new JsonMapper().readTree(out.toString());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void itIsBoundedKeepsTheSmallestAndDoesNotDependOnTheOrder() throws IOException {
        ProbesetCounts counts = counts(IntStream.range(0, PROBESETS)
                .mapToObj(i -> String.valueOf(1 + i % 22))
                .toList());
        Random random = new Random(7);
        List<Quantiles.Extreme> pValues = new ArrayList<>(IntStream.range(0, PROBESETS)
                .mapToObj(i -> pValue(i, i % 1000 == 0 ? 1e-30 : random.nextDouble()))
                .toList());
        JsonNode inOrder = json(counts, pValues);
        Collections.shuffle(pValues, random);
        assertThat(json(counts, pValues)).isEqualTo(inOrder);
        assertThat(inOrder.path("position")).hasSizeBetween(1000, 5000);
        assertThat(inOrder.path("probeset_id")).hasSize(Manhattan.MAX_EXTREMES);
        assertThat(texts(inOrder.path("probeset_id")))
                .containsAll(
                        IntStream.range(0, 40).mapToObj("P%02d000"::formatted).toList());
        assertThat(inOrder.path("observed").path(0).asDouble()).isEqualTo(30);
        assertThat(inOrder.path("elsewhere").asInt()).isZero();
        // every chromosome has points from one end to the other
        assertThat(new TreeSet<>(texts(inOrder.path("chromosome")))).hasSize(22);
        assertThat(inOrder.toString().length()).isLessThan(150_000);
    }

    @Test
    void chromosomesComeByNumberAndThoseWithMostProbesets() throws IOException {
        List<String> few =
                Stream.of("MT", "10", "X", "2", "Y", "XY", "GL2", "GL1", "").toList();
        JsonNode drawn = json(
                counts(few),
                IntStream.range(0, few.size()).mapToObj(i -> pValue(i, 0.5)).toList());
        assertThat(texts(drawn.path("chromosomes").path("name")))
                .containsExactly("2", "10", "X", "XY", "Y", "MT", "GL1", "GL2");
        assertThat(texts(drawn.path("chromosomes").path("length"))).startsWith("3001", "1001", "2001");
        assertThat(drawn.path("elsewhere").asInt()).isEqualTo(1);

        List<String> many = IntStream.range(0, 300)
                .mapToObj(i -> "c" + i % 100 % (i < 200 ? 100 : 50))
                .toList();
        JsonNode most = json(
                counts(many),
                IntStream.range(0, 300).mapToObj(i -> pValue(i, 0.5)).toList());
        assertThat(most.path("chromosomes").path("name")).hasSize(Manhattan.MAX_CHROMOSOMES);
        assertThat(most.path("elsewhere").asInt()).isEqualTo(80);
    }

    @Test
    void withoutPositionsThereIsNothingToDraw() throws IOException {
        assertThat(new Manhattan(counts(List.of("", ""))).isEmpty()).isTrue();
    }
}
