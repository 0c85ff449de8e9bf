package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;

/** Takes the rows of an annotation and keeps what they say of the probesets of a data set. Not thread-safe. */
final class AnnotationRows {

    /** A chromosome, a position and the number of a SNP. */
    private static final long BYTES_PER_PROBESET = Character.BYTES + 2L * Integer.BYTES;

    private final AnnotationFile file;
    private final AnnotationColumns columns;
    private final IdPool probesets;
    private final HeapBudget.Share budget;
    private final ChromosomeNames names = new ChromosomeNames();
    private final IdPool snpIds = new IdPool();
    private final char[] chromosomes;
    private final int[] positions;
    private final int[] snps;
    private final BitSet seen;
    private int next;

    /** What is wrong with the row that is being taken. */
    private final List<InputFault> faults = new ArrayList<>();

    private long line;

    AnnotationRows(AnnotationFile file, IdPool probesets, HeapBudget.Share budget) throws IOException {
        this.file = file;
        this.columns = file.columns();
        this.probesets = probesets;
        this.budget = budget;
        budget.take(BYTES_PER_PROBESET * probesets.size() + probesets.size() / Byte.SIZE);
        this.chromosomes = new char[probesets.size()];
        this.positions = new int[probesets.size()];
        this.snps = new int[probesets.size()];
        this.seen = new BitSet(probesets.size());
        Arrays.fill(positions, Annotation.NO_POSITION);
    }

    /**
     * Takes a row, if it can be.
     *
     * @return what is wrong with it
     */
    List<InputFault> take(CSVRecord row, long lineOfRow) throws IOException {
        line = lineOfRow;
        faults.clear();
        int fields = file.header().names().size();
        if (row.size() == fields) {
            takeFields(row);
        } else if (row.size() > 1 || !row.get(0).isBlank()) {
            faults.add(InputFault.at(
                    line,
                    null,
                    String.join(String.valueOf(file.header().delimiter()), row),
                    Code.FIELDS,
                    "the row has " + row.size() + (row.size() == 1 ? " field" : " fields") + ", the header has "
                            + fields));
        }
        return faults;
    }

    private void takeFields(CSVRecord row) throws IOException {
        String id = row.get(columns.probeset());
        if (id.isBlank() || hasControl(id)) {
            fault(columns.probeset(), id, Code.ID, "the id of a probeset must not be empty or hold control characters");
        }
        int chromosome = chromosome(field(row, columns.chromosome()));
        int position = position(field(row, columns.position()));
        String snp = snpId(field(row, columns.snpId()));
        int probeset = faults.isEmpty() ? numberOf(id.getBytes(StandardCharsets.UTF_8)) : -1;
        if (probeset >= 0) {
            keep(probeset, id, (char) chromosome, position, snp);
        }
    }

    /** Of a probeset of the data; -1 of another. Mostly they come in the order of the data. */
    private int numberOf(byte[] id) {
        int number = next < probesets.size() && probesets.isSame(next, id) ? next : probesets.numberOf(id);
        next = number + 1;
        return number;
    }

    private void keep(int probeset, String id, char chromosome, int position, String snp) throws IOException {
        int number = snp.isEmpty() ? 0 : numberOfSnp(snp.getBytes(StandardCharsets.UTF_8)) + 1;
        if (!seen.get(probeset)) {
            seen.set(probeset);
            chromosomes[probeset] = chromosome;
            positions[probeset] = position;
            snps[probeset] = number;
        } else if (chromosomes[probeset] != chromosome || positions[probeset] != position || snps[probeset] != number) {
            fault(
                    columns.probeset(),
                    id,
                    Code.DUPLICATE,
                    "another row of this probeset says something else; a probeset has one place and one name");
        }
    }

    private int numberOfSnp(byte[] name) throws IOException {
        int known = snpIds.numberOf(name);
        if (known >= 0) {
            return known;
        }
        budget.take(snpIds.bytesToAdd(name.length));
        return snpIds.add(name, 0, name.length);
    }

    /** Empty where it is missing. */
    private static String field(CSVRecord row, int column) {
        String text = column == AnnotationColumns.NONE ? "" : row.get(column);
        return PlaceText.isMissing(text) ? "" : text;
    }

    private int chromosome(String text) {
        if (PlaceText.isNoChromosome(text)) {
            return 0;
        }
        if (!PlaceText.isChromosome(text)) {
            fault(columns.chromosome(), text, Code.PLACE, PlaceText.RULE_OF_CHROMOSOMES);
            return 0;
        }
        int number = names.numberOf(text);
        if (number == 0) {
            fault(
                    columns.chromosome(),
                    text,
                    Code.TOO_LARGE,
                    "there may be at most " + ChromosomeNames.MAX_NAMES + " chromosomes");
        }
        return number;
    }

    private int position(String text) {
        int position = PlaceText.position(text);
        if (position == PlaceText.NOT_A_POSITION) {
            fault(columns.position(), text, Code.PLACE, PlaceText.RULE_OF_POSITIONS);
            return Annotation.NO_POSITION;
        }
        return position;
    }

    private String snpId(String text) {
        if (hasControl(text)) {
            fault(columns.snpId(), text, Code.ID, "the name of a SNP must not hold tabs or other control characters");
        }
        return text;
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private void fault(int column, String value, Code code, String rule) {
        faults.add(InputFault.at(line, file.nameOf(column), value, code, rule));
    }

    /** All that was taken. */
    Annotation annotation() {
        List<String> warnings = new ArrayList<>();
        warnOfMissing(warnings);
        warnOfShared(warnings);
        return new Annotation(chromosomes, names.names(), positions, snps, snpIds, warnings);
    }

    private void warnOfMissing(List<String> warnings) {
        int missing = probesets.size() - seen.cardinality();
        if (missing > 0) {
            int first = -1;
            for (int probeset = seen.nextClearBit(0);
                    probeset < probesets.size();
                    probeset = seen.nextClearBit(probeset + 1)) {
                first = first < 0 || probesets.compare(probeset, first) < 0 ? probeset : first;
            }
            warnings.add("%d probeset%s no row in the annotation (first: %s)"
                    .formatted(missing, missing == 1 ? " has" : "s have", probesets.text(first)));
        }
    }

    private void warnOfShared(List<String> warnings) {
        BitSet once = new BitSet(snpIds.size());
        BitSet shared = new BitSet(snpIds.size());
        for (int snp : snps) {
            if (snp > 0) {
                (once.get(snp - 1) ? shared : once).set(snp - 1);
            }
        }
        long bearers = Arrays.stream(snps)
                .filter(snp -> snp > 0 && shared.get(snp - 1))
                .count();
        if (bearers > 0) {
            int number = shared.cardinality();
            warnings.add(
                    "%d snp_id%s borne by several probesets, %d in all: a list by snp_id takes out all of them where one is taken out"
                            .formatted(number, number == 1 ? " is" : "s are", bearers));
        }
    }
}
