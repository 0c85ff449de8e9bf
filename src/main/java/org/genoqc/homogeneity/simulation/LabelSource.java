package org.genoqc.homogeneity.simulation;

/** The row labels of a block of permutations, taken place by place and counted lane by lane. Not thread-safe. */
interface LabelSource {

    /** Goes to the first places of a block. */
    void begin(int block, int lanes);

    /** Counts the labels of all lanes from the first place not yet taken up to a place, and their squares. */
    void advanceTo(int place);
}
