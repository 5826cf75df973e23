package sparkjoy.init;

import java.util.Arrays;

/** About how many different values there were: estimated from the smallest hashes, in a few kilobytes for any number of values. */
final class Distinct {
    private static final int KEPT = 256;

    private final long[] smallest = new long[KEPT];
    private int size;

    void add(long hash) {
        long value = hash & Long.MAX_VALUE;
        if (size == KEPT && value >= smallest[size - 1]) {
            return;
        }
        int place = Arrays.binarySearch(smallest, 0, size, value);
        if (place >= 0) {
            return;
        }
        int at = -place - 1;
        int moved = (size < KEPT ? size : KEPT - 1) - at;
        System.arraycopy(smallest, at, smallest, at + 1, moved);
        smallest[at] = value;
        size = Math.min(size + 1, KEPT);
    }

    /** Exact up to some hundreds, about 6 % off beyond. */
    long estimate() {
        return size < KEPT ? size : Math.round((KEPT - 1) / (smallest[KEPT - 1] / (double) Long.MAX_VALUE));
    }

    /** A well mixed hash of bytes. */
    static long hash(byte[] bytes, int from, int to) {
        long hash = 0xCBF29CE484222325L;
        for (int index = from; index < to; index++) {
            hash = (hash ^ bytes[index]) * 0x100000001B3L;
        }
        hash ^= hash >>> 32;
        hash *= 0xD6E8FEB86659FD93L;
        hash ^= hash >>> 32;
        hash *= 0xD6E8FEB86659FD93L;
        return hash ^ (hash >>> 32);
    }
}
