package org.genoqc.homogeneity.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first few of many things in some order. Which these are does not depend on the order in which things come. */
final class Extremes<T> {

    private final int most;
    private final Comparator<T> order;
    private final PriorityQueue<T> kept;

    /** @param order of things of which no two are equal */
    Extremes(int most, Comparator<T> order) {
        this.most = most;
        this.order = order;
        this.kept = new PriorityQueue<>(most + 1, order.reversed());
    }

    void add(T thing) {
        if (kept.size() == most && order.compare(thing, kept.element()) >= 0) {
            return;
        }
        kept.add(thing);
        if (kept.size() > most) {
            kept.remove();
        }
    }

    List<T> inOrder() {
        List<T> sorted = new ArrayList<>(kept);
        sorted.sort(order);
        return sorted;
    }
}
