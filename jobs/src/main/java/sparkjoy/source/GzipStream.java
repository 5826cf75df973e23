package sparkjoy.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates the members of a gzip file (RFC 1952) one after the other and names each way in which it may be broken. */
final class GzipStream implements Content {
    private final CompressedBytes input;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private boolean isInMember;
    private boolean isAfterMember;
    private long membersBytes;
    private Optional<BrokenFile> broken = Optional.empty();

    GzipStream(InputStream in) {
        input = new CompressedBytes(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException, BrokenFile {
        if (broken.isPresent()) {
            throw broken.get();
        }
        while (isInMember || openMember()) {
            int count = inflate(into, offset, length);
            if (count > 0) {
                checksum.update(into, offset, count);
                membersBytes += count;
                return count;
            }
            closeMember();
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        input.close();
    }

    private boolean openMember() throws IOException, BrokenFile {
        if (!GzipHeader.pass(input, isAfterMember)) {
            return false;
        }
        inflater.reset();
        checksum.reset();
        membersBytes = 0;
        isInMember = true;
        inflater.setInput(input.buffer(), input.position(), input.available());
        return true;
    }

    /** The number of bytes inflated, 0 at the end of the member's data. */
    private int inflate(byte[] into, int offset, int length) throws IOException, BrokenFile {
        while (true) {
            int count = inflateOnce(into, offset, length);
            if (count > 0 || inflater.finished()) {
                return count;
            }
            if (!inflater.needsInput()) {
                throw BrokenFile.within(Fault.CORRUPT_GZIP, "the compressed data asks for a dictionary");
            }
            if (!input.fill()) {
                throw BrokenFile.within(Fault.TRUNCATED_GZIP, "the file ends inside compressed data");
            }
            inflater.setInput(input.buffer(), input.position(), input.available());
        }
    }

    private int inflateOnce(byte[] into, int offset, int length) throws BrokenFile {
        long before = inflater.getBytesWritten();
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException corrupt) {
            BrokenFile here = BrokenFile.within(Fault.CORRUPT_GZIP, "compressed data: " + corrupt.getMessage());
            int saved = (int) (inflater.getBytesWritten() - before);
            if (saved == 0) {
                throw here;
            }
            broken = Optional.of(here);
            return saved;
        }
    }

    private void closeMember() throws IOException, BrokenFile {
        input.keepLast(inflater.getRemaining());
        isInMember = false;
        isAfterMember = true;
        long expectedChecksum = trailerWord();
        long expectedLength = trailerWord();
        if (expectedChecksum != checksum.getValue()) {
            throw BrokenFile.after(
                    Fault.BAD_CHECKSUM,
                    String.format(
                            "the content's CRC-32 is %08x, the trailer says %08x",
                            checksum.getValue(), expectedChecksum));
        }
        if (expectedLength != (membersBytes & 0xffffffffL)) {
            throw BrokenFile.after(
                    Fault.BAD_CHECKSUM,
                    "the content has " + membersBytes + " bytes, the trailer says " + expectedLength);
        }
    }

    private long trailerWord() throws IOException, BrokenFile {
        long word = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int next = input.next();
            if (next < 0) {
                throw BrokenFile.after(Fault.TRUNCATED_GZIP, "the file ends inside the trailer of a gzip member");
            }
            word |= (long) next << shift;
        }
        return word;
    }
}
