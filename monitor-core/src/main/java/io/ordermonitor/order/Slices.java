package io.ordermonitor.order;

import java.util.ArrayList;
import java.util.List;

/** Splits a quantity into broker orders that the exchange takes. */
public final class Slices {
    /** More could not be sent at a time before the last of them is too old to be sent. */
    public static final int MOST = 10;

    private Slices() {}

    /** True if a quantity makes more slices than are sent at a time. */
    public static boolean areTooMany(int quantity, Instrument instrument) {
        return quantity > MOST * (long) instrument.largestSlice();
    }

    /** The slices of a quantity: each at most the freeze quantity rounded down to a lot; none for 0 or less. */
    public static List<Integer> of(int quantity, Instrument instrument) {
        List<Integer> slices = new ArrayList<>();
        int largest = instrument.largestSlice();
        for (int left = quantity; left > 0; left -= largest) {
            slices.add(Math.min(left, largest));
        }
        return List.copyOf(slices);
    }

    /** The lowest slice number from {@code from} on that no live order has. */
    static int nextFree(List<LegOrder> live, int from) {
        int slice = from;
        while (isTaken(live, slice)) {
            slice++;
        }
        return slice;
    }

    private static boolean isTaken(List<LegOrder> live, int slice) {
        return live.stream().anyMatch(leg -> leg.slice() == slice);
    }
}
