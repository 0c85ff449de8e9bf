package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsvTextTests {

    private static TsvText text(String latin1, long linesBefore) {
        return new TsvText(
                new ByteArrayInputStream(latin1.getBytes(StandardCharsets.ISO_8859_1)), linesBefore, linesBefore > 0);
    }

    /** Reads all there is before the end or a fault. */
    private static String read(TsvText text, int atATime) throws IOException {
        StringBuilder all = new StringBuilder();
        char[] buffer = new char[atATime];
        for (int n = text.read(buffer, 0, atATime); n >= 0; n = text.read(buffer, 0, atATime)) {
            all.append(buffer, 0, n);
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8192})
    void leavesOutWhatComesBeforeTheHeaderOnly(int atATime) throws IOException {
        TsvText text = text("\u00ef\u00bb\u00bf# a \"comment\"\r\n\r\n#\tb\rid\tn\r\n# no comment\n\n", 3);
        assertThat(read(text, atATime)).isEqualTo("id\tn\r\n# no comment\n\n");
        assertThat(text.skippedLines()).isEqualTo(3);
        assertThat(text.linesPassed()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8192})
    void givesEverythingBeforeAFaultAndThenTheFaultEachTime(int atATime) throws IOException {
        for (String fault : new String[] {"\u00ff", "\0", "\"a\n"}) {
            TsvText text = text("a\tb\n\u00c3\u00a9\t" + fault + "rest", 0);
            String before = "a\tb\n\u00e9\t" + (fault.startsWith("\"") ? "\"a" : "");
            char[] all = new char[before.length()];
            for (int at = 0; at < all.length; ) {
                int n = text.read(all, at, Math.min(atATime, all.length - at));
                assertThat(n).isPositive();
                at += n;
            }
            assertThat(new String(all)).isEqualTo(before);
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(() -> text.read(new char[8], 0, 8))
                        .satisfies(e -> assertThat(e.faults().getFirst().line()).isEqualTo(2));
            }
            assertThat(text.field()).isEqualTo(1);
        }
    }
}
