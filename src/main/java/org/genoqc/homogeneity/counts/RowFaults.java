package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genoqc.homogeneity.counts.Layout.Kind;
import org.genoqc.homogeneity.counts.ProbesetCounts.RowName;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * The lines of faults between rows, seen only once the rows are grouped: two rows of one probeset and genotyping batch, counts
 * that add up to too much, more than two alleles, or several places. The rows do not keep their line numbers; where there is such
 * a fault, see {@link RowProblems}, the files are read once more to find them. Not thread-safe.
 */
final class RowFaults {

    /** A line of a file. */
    private record Place(@Nullable String file, long line) {

        /** As in {@code on line 3} or {@code on line 3 of b01.gcount}. */
        @Override
        public String toString() {
            return "line " + line + (file == null ? "" : " of " + file);
        }
    }

    /** A chromosome or a position that a line says a probeset is on. */
    private record Site(int number, String shown, Place line) {}

    private final Set<RowName> repeated;
    private final Set<String> tooLarge;
    private final Set<String> withThirdAllele;
    private final Set<String> withSeveralPlaces;
    private final Map<String, Site> chromosomeOf = new HashMap<>();
    private final Map<String, Site> positionOf = new HashMap<>();
    private final ChromosomeNames chromosomes = new ChromosomeNames();
    private final Map<RowName, Place> firstPlaces = new HashMap<>();
    private final Map<String, Set<String>> allelesOf = new HashMap<>();
    private final Faults faults = new Faults();

    /** @param known all but their lines */
    RowFaults(RowProblems known) {
        this.repeated = known.repeated();
        // each is told once
        this.tooLarge = new HashSet<>(known.tooLarge());
        this.withThirdAllele = known.withThirdAllele();
        this.withSeveralPlaces = known.withSeveralPlaces();
    }

    /** @throws InvalidInputException if what is known is found */
    void locate(List<DataFile> files, Cancellation cancellation) throws IOException {
        for (DataFile file : files) {
            locate(file, cancellation);
        }
        faults.throwIfAny();
    }

    private void locate(DataFile file, Cancellation cancellation) throws IOException {
        try (InputStream bytes = InputBytes.open(file.file())) {
            LineChunks chunks = new LineChunks(bytes);
            chunks.skipLines(file.headerLine());
            long lines = file.headerLine();
            for (byte[] chunk = chunks.next(); chunk != null && !faults.areEnough(); chunk = chunks.next()) {
                cancellation.throwIfRequested();
                ParsedChunk parsed = CsvLines.parse(chunk, file.layout(), Long.MAX_VALUE);
                for (int row = 0; row < parsed.rows().size(); row++) {
                    locate(
                            parsed.rows(),
                            row,
                            new Place(file.shownName(), lines + parsed.rows().line(row)),
                            file.layout());
                }
                lines += parsed.lines();
            }
        }
    }

    private void locate(ChunkRows rows, int row, Place place, Layout layout) {
        String probeset = rows.probesets().text(rows.probeset(row));
        if (tooLarge.remove(probeset)) {
            fault(
                    place,
                    layout.name(Kind.PROBESET, 0),
                    probeset,
                    Code.COUNT,
                    "the counts of a probeset must add up to at most 2^62");
        }
        RowName named = new RowName(
                probeset,
                rows.batches().text(rows.batch(row)),
                rows.hasStrata() ? rows.strata().text(rows.stratum(row)) : null);
        if (repeated.contains(named)) {
            locateRepeated(named, place, layout);
        }
        if (withThirdAllele.contains(probeset)) {
            locateAllele(probeset, rows, rows.firstAllele(row), place, layout.name(Kind.ALLELE, 0));
            locateAllele(probeset, rows, rows.secondAllele(row), place, layout.name(Kind.ALLELE, 1));
        }
        if (withSeveralPlaces.contains(probeset) && layout.hasPlaces()) {
            locateSite(probeset, rows, row, place, layout);
        }
    }

    private void locateRepeated(RowName row, Place place, Layout layout) {
        Place first = firstPlaces.putIfAbsent(row, place);
        if (first == null) {
            return;
        }
        if (layout.hasBatchColumn()) {
            fault(
                    place,
                    layout.name(Kind.BATCH, 0),
                    row.batchName(),
                    Code.DUPLICATE,
                    "probeset " + row.probesetId() + " already has a row for this genotyping batch"
                            + (row.stratum() == null ? "" : " in stratum " + row.stratum()) + " on " + first);
        } else {
            fault(
                    place,
                    layout.name(Kind.PROBESET, 0),
                    row.probesetId(),
                    Code.DUPLICATE,
                    "the probeset already has counts for the genotyping batch " + row.batchName()
                            + (row.stratum() == null ? "" : " in stratum " + row.stratum()) + " on " + first);
        }
    }

    private void locateAllele(String probeset, ChunkRows rows, int number, Place place, String column) {
        if (AlleleNames.isUnknown(number)) {
            return;
        }
        String allele = rows.alleles().text(number);
        Set<String> alleles = allelesOf.computeIfAbsent(probeset, id -> new LinkedHashSet<>());
        if (alleles.size() < 2) {
            alleles.add(allele);
        } else if (!alleles.contains(allele)) {
            fault(
                    place,
                    column,
                    allele,
                    Code.ALLELE,
                    "probeset " + probeset + " has the alleles " + String.join(" and ", alleles) + " in other rows");
        }
    }

    private void locateSite(String probeset, ChunkRows rows, int row, Place line, Layout layout) {
        String name = rows.chromosomes().text(rows.chromosome(row));
        int chromosome = ProbesetPlaces.numberOf(name, chromosomes);
        if (chromosome != 0) {
            compare(chromosomeOf, probeset, new Site(chromosome, name, line), layout.name(Kind.CHROMOSOME, 0));
        }
        int position = rows.position(row);
        if (position != Annotation.NO_POSITION) {
            compare(
                    positionOf,
                    probeset,
                    new Site(position, Integer.toString(position), line),
                    layout.name(Kind.POSITION, 0));
        }
    }

    /** Tells of a line that says something else than the first that says something. */
    private void compare(Map<String, Site> firsts, String probeset, Site site, String column) {
        Site first = firsts.putIfAbsent(probeset, site);
        if (first != null && first.number != site.number) {
            fault(
                    site.line,
                    column,
                    site.shown,
                    Code.PLACE,
                    "probeset " + probeset + " has " + first.shown + " on " + first.line
                            + "; an annotation is believed instead of both");
        }
    }

    private void fault(Place place, String column, String value, Code code, String rule) {
        faults.add(InputFault.at(place.line(), column, value, code, rule).in(place.file()));
    }
}
