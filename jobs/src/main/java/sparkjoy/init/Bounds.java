package sparkjoy.init;

/**
 * How much of the logs is read.
 *
 * @param days the newest day folders of each source
 * @param requests to the storage, at most
 * @param bytes of text, at most; compressed bytes are fewer
 * @param seed of the choice among files
 */
public record Bounds(int days, int requests, long bytes, long seed) {
    /** What `joy init` reads by default. */
    public static final Bounds USUAL = new Bounds(14, 200, 128L << 20, 1);
}
