package org.genoqc.homogeneity.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Why a job or an upload failed.
 *
 * @param detail in a sentence
 * @param errors the faults of the input, if it was the input
 */
public record JobError(String detail, List<Fault> errors) {

    /** A fault of the input, see {@link InputFault}. */
    public record Fault(
            @Nullable String file,
            long line,
            @Nullable String column,
            @Nullable String value,
            String code,
            String rule,
            String message) {

        /** Left out of answers where there is only one, as it was before there could be several. */
        @Override
        @JsonInclude(JsonInclude.Include.NON_NULL)
        public @Nullable String file() {
            return file;
        }

        static Fault of(InputFault fault) {
            return new Fault(
                    fault.file(),
                    fault.line(),
                    fault.column(),
                    fault.value(),
                    fault.code().name().toLowerCase(Locale.ROOT),
                    fault.rule(),
                    fault.message());
        }
    }

    public static JobError of(InvalidInputException e) {
        return new JobError(e.getMessage(), e.faults().stream().map(Fault::of).toList());
    }

    public static JobError of(String detail) {
        return new JobError(detail, List.of());
    }
}
