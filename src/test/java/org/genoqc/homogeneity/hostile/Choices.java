package org.genoqc.homogeneity.hostile;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that follow from a seed. */
record Choices(SplittableRandom random) {

    /** With a probability of so many in a hundred. */
    boolean once(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
