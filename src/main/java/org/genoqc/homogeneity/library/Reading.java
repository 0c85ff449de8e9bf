package org.genoqc.homogeneity.library;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.input.InputFiles;

/** Reading that ends when its thread is interrupted. */
final class Reading {

    private Reading() {}

    /** @throws InterruptedException soon after the thread is interrupted */
    static LoadedDataSet of(InputFiles files, HeapBudget.Share heap) throws IOException, InterruptedException {
        Thread reader = Thread.currentThread();
        try {
            return LoadedDataSet.read(files, heap, reader::isInterrupted);
        } catch (CancellationException | IOException e) {
            // interruption closes the channel that is being read, which then throws an exception of its own
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException("interrupted while reading").initCause(e);
            }
            throw e;
        }
    }
}
