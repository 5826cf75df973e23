package sparkjoy.source;

import java.io.IOException;
import java.io.InputStream;

/** Text that is stored as it is. */
final class PlainText implements Content {
    private final InputStream in;
    private boolean isStarted;

    PlainText(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException, BrokenFile {
        int count = in.read(into, offset, length);
        if (count < 0 && !isStarted) {
            throw BrokenFile.after(Fault.EMPTY_FILE, Fault.EMPTY_FILE.meaning());
        }
        isStarted = true;
        return count;
    }

    @Override
    public String insteadOfLines(Signature found) {
        return found.insteadOfText();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
