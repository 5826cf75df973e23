package sparkjoy.source;

import java.io.Closeable;
import java.io.IOException;

/** The text of one file, however it is stored. */
interface Content extends Closeable {

    /** At least one byte, or -1 at the end of a valid file. */
    int read(byte[] into, int offset, int length) throws IOException, BrokenFile;

    /** What lies here instead of lines, and what to do about it. */
    default String insteadOfLines(Signature found) {
        return found.insteadOfLines();
    }

    /** How many of the bytes that were handed out are known to be those that were written; all where nothing checks them. */
    default long verifiedBytes() {
        return Long.MAX_VALUE;
    }
}
