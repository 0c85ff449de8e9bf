package org.genoqc.homogeneity.counts;

import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of an annotation are, counted from 0; {@link #NONE} for one that it has not. They are called as in this
 * program, as in the annotation files of Axiom arrays, or as in files of PLINK.
 */
record AnnotationColumns(int probeset, int chromosome, int position, int snpId) {

    static final int NONE = -1;

    private static final List<String> PROBESET = List.of(Formats.PROBESET_ID, "Probe Set ID", "#ID", "ID", "SNP");
    private static final List<String> CHROMOSOME = List.of("chromosome", "Chromosome", "#CHROM", "CHROM", "CHR");
    private static final List<String> POSITION = List.of("position", "Physical Position", "POS", "BP");
    private static final List<String> SNP_ID = List.of("snp_id", "dbSNP RS ID");

    /** @throws InvalidInputException if a column is named twice, or there is none of the probesets or nothing else */
    static AnnotationColumns of(HeaderLine header) throws InvalidInputException {
        List<InputFault> faults = new ArrayList<>();
        AnnotationColumns columns = new AnnotationColumns(
                find(PROBESET, header, faults),
                find(CHROMOSOME, header, faults),
                find(POSITION, header, faults),
                find(SNP_ID, header, faults));
        if (faults.isEmpty() && columns.probeset == NONE) {
            faults.add(missing(header, Formats.PROBESET_ID, "an annotation must have a column probeset_id"));
        }
        if (faults.isEmpty() && columns.chromosome == NONE && columns.position == NONE && columns.snpId == NONE) {
            faults.add(missing(
                    header,
                    null,
                    "an annotation must have one of the columns chromosome, position and snp_id at least"));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        return columns;
    }

    /** The first of some names that the header has. */
    private static int find(List<String> names, HeaderLine header, List<InputFault> faults) {
        for (String name : names) {
            int column = header.names().indexOf(name);
            if (column >= 0) {
                if (header.names().lastIndexOf(name) != column) {
                    faults.add(InputFault.at(
                            header.line(), name, name, Code.HEADER, "the column appears twice in the header"));
                }
                return column;
            }
        }
        return NONE;
    }

    private static InputFault missing(HeaderLine header, @Nullable String column, String rule) {
        return InputFault.at(header.line(), column, String.join(" ", header.names()), Code.HEADER, rule);
    }
}
