package org.genoqc.homogeneity.counts;

import java.util.concurrent.atomic.AtomicLong;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;

/** How much heap the counts of all readers together may take, so that a large input is refused rather than fatal. */
public final class HeapBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public HeapBudget(long limitBytes) {
        this.limit = limitBytes;
    }

    /** Three quarters of the largest heap this JVM may have. */
    public static HeapBudget ofThisJvm() {
        return new HeapBudget(Runtime.getRuntime().maxMemory() / 4 * 3);
    }

    /** The same less what is set aside for something else. */
    public static HeapBudget ofThisJvmWithout(long bytes) {
        return new HeapBudget(Runtime.getRuntime().maxMemory() / 4 * 3 - bytes);
    }

    /** A part of the budget that grows and is given back as one. */
    public final class Share implements AutoCloseable {

        private long taken;

        /** @throws HeapBudgetExceededException if the budget is used up; what was taken before stays taken */
        public synchronized void take(long bytes) throws HeapBudgetExceededException {
            long now = used.addAndGet(bytes);
            if (now > limit) {
                used.addAndGet(-bytes);
                throw new HeapBudgetExceededException(limit, now - bytes - taken);
            }
            taken += bytes;
        }

        /** @param bytes of what was taken */
        public synchronized void giveBack(long bytes) {
            used.addAndGet(-bytes);
            taken -= bytes;
        }

        @Override
        public synchronized void close() {
            used.addAndGet(-taken);
            taken = 0;
        }
    }

    public Share share() {
        return new Share();
    }
}
