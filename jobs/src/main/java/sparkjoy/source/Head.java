package sparkjoy.source;

import java.io.IOException;

/** The first bytes of a text, as if the file ended after them. */
final class Head implements Content {
    private final Content whole;
    private long left;

    Head(Content whole, long bytes) {
        this.whole = whole;
        left = bytes;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException, BrokenFile {
        if (left <= 0) {
            return -1;
        }
        int count = whole.read(into, offset, (int) Math.min(length, left));
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public String insteadOfLines(Signature found) {
        return whole.insteadOfLines(found);
    }

    @Override
    public long verifiedBytes() {
        return whole.verifiedBytes();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
