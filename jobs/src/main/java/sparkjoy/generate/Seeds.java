package sparkjoy.generate;

/** Numbers that follow from the recipe's seed and a place, and from nothing else. */
final class Seeds {
    private Seeds() {}

    static long at(long seed, long place, long index) {
        return mixed(mixed(mixed(seed) + place) + index);
    }

    /** A number from 0 (inclusive) to 1 (exclusive). */
    static double share(long seed) {
        return (mixed(seed) >>> 11) * 0x1.0p-53;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
