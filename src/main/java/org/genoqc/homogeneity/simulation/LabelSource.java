package org.genoqc.homogeneity.simulation;

/** The row labels of a block of permutations, taken place by place into {@link LaneCounts}. Not thread-safe. */
interface LabelSource {

    /** Goes to the first places of a block. */
    void begin(int block, int lanes);

    /** Takes the labels of all lanes from the first place not yet taken up to a place. */
    void advanceTo(int place);
}
