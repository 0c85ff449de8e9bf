package org.genoqc.homogeneity.web;

/**
 * What a stream of progress says.
 *
 * @param number grows with each change of state and each completed probeset; the same in all replicas
 * @param isLast whether the job has ended
 * @param json the progress
 */
record ProgressEvent(long number, boolean isLast, String json) {

    /** As it is sent: an event of a stream as HTML describes it (Server-sent events). */
    String text() {
        return "id: " + number + "\nevent: " + (isLast ? "end" : "progress") + "\ndata: " + json + "\n\n";
    }
}
