package sparkjoy.source;

import java.io.Closeable;
import java.io.IOException;

/** The text of one file, however it is stored. */
interface Content extends Closeable {

    /** At least one byte, or -1 at the end of a sound file. */
    int read(byte[] into, int offset, int length) throws IOException, BrokenFile;
}
