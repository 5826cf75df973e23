package sparkjoy.source;

/**
 * Counts the lines of one file, and knows how many of them lie in text that was verified.
 *
 * <p>Text is verified in blocks whose ends only show later. A line counts as verified with the block that it ends in.
 */
final class LineCounts {
    private long rows;
    private long refused;
    private long lastNumber;
    private Count beyond = new Count(0, 0, 0);
    private long markedBytes = -1;

    /**
     * Lines up to some place.
     *
     * @param lastNumber of the last line in the file
     */
    record Count(long rows, long refused, long lastNumber) {
        long lines() {
            return rows + refused;
        }
    }

    /**
     * Counts a line.
     *
     * @param end index of the first byte after it in the file's text
     * @param verifiedBytes so many bytes of the text are verified by now
     */
    void add(boolean isRefused, long number, long end, long verifiedBytes) {
        if (end > verifiedBytes && verifiedBytes != markedBytes) {
            beyond = all();
            markedBytes = verifiedBytes;
        }
        rows += isRefused ? 0 : 1;
        refused += isRefused ? 1 : 0;
        lastNumber = number;
    }

    Count all() {
        return new Count(rows, refused, lastNumber);
    }

    /** Those that end within the bytes that are verified when the file ends. */
    Count verified(long verifiedBytes) {
        return verifiedBytes == markedBytes ? beyond : all();
    }
}
