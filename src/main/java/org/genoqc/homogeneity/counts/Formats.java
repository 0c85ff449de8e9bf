package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.counts.Layout.Kind;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.table.Genotype;

/** What the headers of the formats look like. */
final class Formats {

    static final String PROBESET_ID = "probeset_id";
    static final String BATCH_NAME = "batch_name";
    static final String STRATUM = "stratum";
    static final List<String> COUNTS = List.of("n_AA", "n_AB", "n_BB", "n_NC");

    private static final String BEST = "BestProbeset";
    private static final String FIRST_OF_FRQX = "C(HOM A1)";
    private static final String FIRST_OF_GCOUNT = "HOM_REF_CT";
    /** Of haploid samples there are homozygotes alone: places 4 and 6. */
    private static final int HAPLOID = Genotype.COUNT;

    /** Columns of files that look like counts and have not all of them, and why they can't be used. */
    private static final Map<String, String> OF_NO_USE = ofNoUse();

    private Formats() {}

    private static Map<String, String> ofNoUse() {
        Map<String, String> reasons = new LinkedHashMap<>();
        String hardy = "a test of Hardy-Weinberg equilibrium does not say how many calls are missing; ";
        reasons.put("HOM_A1_CT", hardy + "use the .gcount of plink2 --geno-counts");
        reasons.put("FEMALE_HOM_A1_CT", hardy + "use the .gcount of plink2 --geno-counts");
        reasons.put("O(HET)", hardy + "use the .frqx of plink1.9 --freqx");
        String frequencies = "frequencies are rounded and not counts of genotypes; ";
        reasons.put("ALT_FREQS", frequencies + "use the .gcount of plink2 --geno-counts");
        reasons.put("MAF", frequencies + "use the .frqx of plink1.9 --freqx");
        String alleles = "counts of alleles do not say how many samples have which genotype; ";
        reasons.put("ALT_CTS", alleles + "use the .gcount of plink2 --geno-counts");
        reasons.put("G0", alleles + "use the .frqx of plink1.9 --freqx");
        return reasons;
    }

    /**
     * The format that a header is of; TSV if it is none.
     *
     * @throws InvalidInputException if it is that of a file which can't be used
     */
    static InputFormat of(HeaderLine header) throws InvalidInputException {
        List<String> names = header.names();
        if (names.contains(BATCH_NAME)) {
            return InputFormat.TSV;
        }
        if (names.contains(FIRST_OF_FRQX)) {
            return InputFormat.FRQX;
        }
        if (names.contains(FIRST_OF_GCOUNT)) {
            return InputFormat.GCOUNT;
        }
        refuseWhatIsOfNoUse(header);
        if (WideHeader.isOne(header)) {
            return InputFormat.WIDE;
        }
        return names.contains(PROBESET_ID) && names.stream().anyMatch(COUNTS::contains)
                ? InputFormat.AXIOM
                : InputFormat.TSV;
    }

    private static void refuseWhatIsOfNoUse(HeaderLine header) throws InvalidInputException {
        // most of these are separated by spaces
        List<String> words = header.names().stream()
                .flatMap(name -> Arrays.stream(name.split(" +", -1)))
                .toList();
        for (Map.Entry<String, String> column : OF_NO_USE.entrySet()) {
            if (words.contains(column.getKey()) && !words.contains(PROBESET_ID)) {
                throw new InvalidInputException(InputFault.at(
                        header.line(), column.getKey(), String.join(" ", words), Code.HEADER, column.getValue()));
            }
        }
        if (words.contains(FIRST_OF_GCOUNT) || String.join(" ", words).contains(FIRST_OF_FRQX)) {
            throw new InvalidInputException(InputFault.at(
                    header.line(),
                    null,
                    String.join(" ", words),
                    Code.HEADER,
                    "the columns must be separated by tabs, as PLINK writes them"));
        }
    }

    /**
     * Where the columns are.
     *
     * @param format but {@link InputFormat#AUTO}
     * @param batch what the file is of; not looked at where the rows say it
     * @param bestProbesetsOnly whether the column {@code BestProbeset} decides
     * @throws InvalidInputException if a column is missing or named twice
     */
    static Layout layout(InputFormat format, HeaderLine header, FileBatch batch, boolean bestProbesetsOnly)
            throws InvalidInputException {
        if (format == InputFormat.WIDE) {
            return WideHeader.layout(header);
        }
        HeaderColumns columns = new HeaderColumns(header);
        switch (format) {
            case AXIOM -> {
                columns.want(PROBESET_ID, Kind.PROBESET, 0).wantCounts(COUNTS, 0);
                if (bestProbesetsOnly) {
                    columns.want(BEST, Kind.WANTED, 0);
                }
            }
            case GCOUNT ->
                columns.want(header.names().contains("#ID") ? "#ID" : "ID", Kind.PROBESET, 0)
                        .want("REF", Kind.ALLELE, 0)
                        .want("ALT", Kind.ALLELE, 1)
                        .wantCounts(List.of("HOM_REF_CT", "HET_REF_ALT_CTS", "TWO_ALT_GENO_CTS", "MISSING_CT"), 0)
                        .want("HAP_REF_CT", Kind.COUNT, HAPLOID)
                        .want("HAP_ALT_CTS", Kind.COUNT, HAPLOID + 2)
                        .wantIfThere("#CHROM", Kind.CHROMOSOME)
                        .wantIfThere("POS", Kind.POSITION);
            case FRQX ->
                columns.want("SNP", Kind.PROBESET, 0)
                        .want("A1", Kind.ALLELE, 0)
                        .want("A2", Kind.ALLELE, 1)
                        .wantCounts(List.of("C(HOM A1)", "C(HET)", "C(HOM A2)", "C(MISSING)"), 0)
                        .want("C(HAP A1)", Kind.COUNT, HAPLOID)
                        .want("C(HAP A2)", Kind.COUNT, HAPLOID + 2)
                        .wantIfThere("CHR", Kind.CHROMOSOME);
            default ->
                columns.want(PROBESET_ID, Kind.PROBESET, 0)
                        .want(BATCH_NAME, Kind.BATCH, 0)
                        .wantCounts(COUNTS, 0)
                        .wantIfThere(STRATUM, Kind.STRATUM);
        }
        return new Layout(
                format,
                header.names(),
                columns.fields(),
                format.hasBatchPerFile() ? List.of(batch.batchName()) : List.of(),
                format.hasBatchPerFile() ? batch.stratum() : null);
    }
}
