package org.genoqc.homogeneity.exact;

import java.util.function.DoublePredicate;

/**
 * The probability of all tables of given margins that are at most as probable as the observed one, ties by a relative
 * tolerance.
 *
 * <p>The tables are taken by their third count z, in slices. A slice whose most probable table is in the tail is in it as
 * a whole, and the slices of that kind are the outer ones: their probability is a hypergeometric one, of the third column
 * against the others. In each slice between them the tail has two parts, left and right of the tables that are more
 * probable than the observed one. From slice to slice the ends of those move by little, and from the ends outward the
 * probabilities fall faster and faster, so that each part is summed only until what is left can't matter. (The method of
 * PLINK's fisher23, Chang et al. 2015.) So the cost grows with the number of tables whose probability is not negligible,
 * which is proportional to n, the smaller row.
 *
 * <p>All probabilities are relative to the observed table's, which is taken as 1: they neither overflow nor underflow,
 * however small the p-value.
 */
final class TailSum {

    /** Tables less probable than this, relative to the sum, are left out: with all beyond them it is about what they add. */
    private static final double NEGLIGIBLE = 1e-15;

    /** Relative tolerance of ties, that of R's fisher.test. */
    private static final double TIE = 1 + 1e-7;

    static final double LN_TIE = Math.log1p(1e-7);

    private final TwoRows table;
    private final double n;
    private final double a;
    private final double b;
    private final double c;
    private final double lnObserved;
    private final double lnThreshold;
    private double sum;

    TailSum(TwoRows table, double lnObserved) {
        this.table = table;
        this.n = table.n;
        this.a = table.a;
        this.b = table.b;
        this.c = table.c;
        this.lnObserved = lnObserved;
        this.lnThreshold = lnObserved + LN_TIE;
    }

    /**
     * ln p; where p is above the limit, that or any number between the two; NaN where there would be too many tables.
     *
     * @param lnLimit the natural logarithm of the limit
     * @param maxTables how many tables to visit at most
     */
    double ln(double lnLimit, long maxTables) {
        double lowest = Math.max(0, n - a - b);
        double highest = Math.min(c, n);
        double peak = sliceOfMostProbable(lowest, highest);
        if (lnOfMostProbable(peak) <= lnThreshold) {
            return 0;
        }
        double first = firstSliceInside(lowest, peak);
        double last = lastSliceInside(peak, highest);
        if (first > lowest) {
            addSlicesDownFrom(first - 1, lowest);
        }
        if (last < highest) {
            addSlicesUpFrom(last + 1, highest);
        }
        return isAbove(lnLimit) ? ln() : addSlices(first, last, lnLimit, maxTables);
    }

    private double ln() {
        return Math.min(0, lnObserved + Math.log(sum));
    }

    private boolean isAbove(double lnLimit) {
        return sum > 0 && ln() > lnLimit;
    }

    // -- which slices

    private double sliceOfMostProbable(double lowest, double highest) {
        double z = Math.clamp(Math.floor((n + 1) * (c + 1) / (table.total + 2)), lowest, highest);
        double ln = lnOfMostProbable(z);
        while (z < highest && lnOfMostProbable(z + 1) > ln) {
            z++;
            ln = lnOfMostProbable(z);
        }
        while (z > lowest && lnOfMostProbable(z - 1) > ln) {
            z--;
            ln = lnOfMostProbable(z);
        }
        return z;
    }

    /** The smallest z in lowest to peak whose slice has a table outside the tail, as that of the peak has. */
    private double firstSliceInside(double lowest, double peak) {
        return smallest(lowest, peak, z -> lnOfMostProbable(z) > lnThreshold);
    }

    private double lastSliceInside(double peak, double highest) {
        return largest(peak, highest, z -> lnOfMostProbable(z) > lnThreshold);
    }

    /** The smallest whole number in low to high that a condition holds for, as it does for all above it up to high. */
    private static double smallest(double low, double high, DoublePredicate condition) {
        double from = low;
        double to = high;
        while (from < to) {
            double middle = Math.floor((from + to) / 2);
            if (condition.test(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return to;
    }

    /** The largest, where the condition holds for all below it down to low. */
    private static double largest(double low, double high, DoublePredicate condition) {
        double from = low;
        double to = high;
        while (from < to) {
            double middle = Math.ceil((from + to) / 2);
            if (condition.test(middle)) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return from;
    }

    private double lnOfMostProbable(double z) {
        double x = mostProbableIn(z);
        return table.lnProbability(x, n - z - x, z);
    }

    private double mostProbableIn(double z) {
        double k = n - z;
        return Math.clamp(Math.floor((k + 1) * (a + 1) / (a + b + 2)), Math.max(0, k - b), Math.min(a, k));
    }

    // -- slices that are in the tail as a whole

    private void addSlicesDownFrom(double start, double lowest) {
        double slice = slice(start);
        for (double z = start; slice > NEGLIGIBLE * Math.max(1, sum); z--) {
            sum += slice;
            if (z == lowest) {
                return;
            }
            slice *= z * (a + b - n + z) / ((c - z + 1) * (n - z + 1));
        }
    }

    private void addSlicesUpFrom(double start, double highest) {
        double slice = slice(start);
        for (double z = start; slice > NEGLIGIBLE * Math.max(1, sum); z++) {
            sum += slice;
            if (z == highest) {
                return;
            }
            slice *= (c - z) * (n - z) / ((z + 1) * (a + b - n + z + 1));
        }
    }

    private double slice(double z) {
        return Math.exp(new TwoRows(n, c, a + b, 0).lnProbability(z, n - z, 0) - lnObserved);
    }

    // -- slices that are in it in part

    private double addSlices(double first, double last, double lnLimit, long maxTables) {
        SliceEnd left = leftEnd(first);
        SliceEnd right = rightEnd(first);
        long tables = 0;
        for (double z = first; ; z++) {
            tables += addLeftOf(left) + addRightOf(right);
            if (isAbove(lnLimit) || z == last) {
                return ln();
            }
            if (tables + z - first > maxTables) {
                return Double.NaN;
            }
            left.toNextSlice();
            right.toNextSlice();
            left.toLeftEnd();
            right.toRightEnd();
        }
    }

    /** The leftmost table of a slice that is not in the tail, found by bisection since probabilities may be huge beside 1. */
    private SliceEnd leftEnd(double z) {
        return new SliceEnd(smallest(Math.max(0, n - z - b), mostProbableIn(z), x -> isInside(x, z)), z);
    }

    private SliceEnd rightEnd(double z) {
        return new SliceEnd(largest(mostProbableIn(z), Math.min(a, n - z), x -> isInside(x, z)), z);
    }

    private boolean isInside(double x, double z) {
        return table.lnProbability(x, n - z - x, z) > lnThreshold;
    }

    /** Adds the tables of the slice with smaller x; gives how many it visited. */
    private long addLeftOf(SliceEnd end) {
        double x = end.x;
        double y = end.y;
        double probability = end.probability;
        double negligible = NEGLIGIBLE * Math.max(1, sum);
        double part = 0;
        while (x > 0 && y < b && probability > negligible) {
            probability *= x * (b - y) / ((a - x + 1) * (y + 1));
            part += probability;
            x--;
            y++;
        }
        sum += part;
        return (long) (end.x - x);
    }

    private long addRightOf(SliceEnd end) {
        double x = end.x;
        double y = end.y;
        double probability = end.probability;
        double negligible = NEGLIGIBLE * Math.max(1, sum);
        double part = 0;
        while (x < a && y > 0 && probability > negligible) {
            probability *= (a - x) * y / ((x + 1) * (b - y + 1));
            part += probability;
            x++;
            y--;
        }
        sum += part;
        return (long) (x - end.x);
    }

    /** A table at an end of those of a slice that are not in the tail. */
    private final class SliceEnd {

        private double x;
        private double y;
        private double z;
        private double probability;

        SliceEnd(double x, double z) {
            this.x = x;
            this.y = n - z - x;
            this.z = z;
            this.probability = Math.exp(table.lnProbability(x, y, z) - lnObserved);
        }

        void toNextSlice() {
            if (y > 0) {
                probability *= y * (c - z) / ((b - y + 1) * (z + 1));
                y--;
            } else {
                probability *= x * (c - z) / ((a - x + 1) * (z + 1));
                x--;
            }
            z++;
        }

        void toLeftEnd() {
            inside();
            for (double next = toTheLeft(); x > 0 && y < b && probability * next > TIE; next = toTheLeft()) {
                stepLeft(next);
            }
        }

        void toRightEnd() {
            inside();
            for (double next = toTheRight(); x < a && y > 0 && probability * next > TIE; next = toTheRight()) {
                stepRight(next);
            }
        }

        /** Uphill until out of the tail; the bounds are for rounding alone, since the slice's summit is outside. */
        private void inside() {
            while (probability <= TIE) {
                double right = toTheRight();
                double left = toTheLeft();
                if (right > 1) {
                    stepRight(right);
                } else if (left > 1) {
                    stepLeft(left);
                } else {
                    return;
                }
            }
        }

        private double toTheRight() {
            return (a - x) * y / ((x + 1) * (b - y + 1));
        }

        private double toTheLeft() {
            return x * (b - y) / ((a - x + 1) * (y + 1));
        }

        private void stepRight(double ratio) {
            probability *= ratio;
            x++;
            y--;
        }

        private void stepLeft(double ratio) {
            probability *= ratio;
            x--;
            y++;
        }
    }
}
