package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.nio.file.Path;

/** A received file that can be taken over. */
public interface Upload {

    /** Its name as given by the sender with at most its last folder, {@code b01/Ps.performance.txt}; never used as a path. */
    String name();

    long bytes();

    /** Moves it, without copying where that is possible. */
    void moveTo(Path target) throws IOException;
}
