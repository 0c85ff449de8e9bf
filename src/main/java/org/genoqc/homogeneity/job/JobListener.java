package org.genoqc.homogeneity.job;

import java.util.Map;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.findings.FindingKind;

/** Is called for what happens to jobs in this process. Implementations are thread-safe and quick. */
public interface JobListener {

    default void submitted(Job job) {}

    /** A job was not accepted. */
    default void refused(JobRefusedException.Reason reason) {}

    /** An input was found faulty, before or after its job was accepted. */
    default void inputRejected(InvalidInputException faults) {}

    /** An input was read to its end. */
    default void inputRead(long rows) {}

    /** A result with findings was written. */
    default void found(Map<FindingKind, Long> numbers) {}

    /** A job has come to another live state. */
    default void moved(StateChange change) {}

    /** A job has come to one of its final states. */
    default void ended(Job job) {}

    /** What listens to the probeset batches of a job; asked for whenever the job is run. */
    default BatchListener batches(Job job) {
        return BatchListener.NONE;
    }
}
