package sparkjoy.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates the members of a gzip file (RFC 1952) one after the other and names each way in which it may be broken. */
final class GzipStream implements Content {
    private static final long PLAUSIBLE_DIFFERENCE = 1 << 20;

    private final CompressedBytes input;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private boolean isInMember;
    private boolean isAfterMember;
    private long membersBytes;
    private long verifiedBytes;
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

    /** The text of the members whose checksum and length were right. */
    @Override
    public long verifiedBytes() {
        return verifiedBytes;
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
                throw endedInData();
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
        compareTrailer("CRC-32", checksum.getValue());
        compareTrailer("length", membersBytes & 0xffffffffL);
        verifiedBytes += membersBytes;
    }

    /** Compares byte by byte, so that also a trailer that is cut shows whether the text is the one that was written. */
    private void compareTrailer(String name, long actual) throws IOException, BrokenFile {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int next = input.next();
            if (next < 0) {
                throw BrokenFile.after(Fault.TRUNCATED_GZIP, "the file ends inside the trailer of a gzip member");
            }
            if (next != ((actual >>> shift) & 0xff)) {
                throw BrokenFile.after(
                        Fault.BAD_CHECKSUM,
                        String.format("the text's %s is %08x, which is not what the gzip trailer says", name, actual));
            }
        }
    }

    /**
     * Altered data may lead the inflater past its true end, to the end of the file. The file then still ends with the
     * length of a text, which four bytes from the middle of compressed data hardly ever look like.
     */
    private BrokenFile endedInData() {
        long word = input.lastWord();
        long slack = PLAUSIBLE_DIFFERENCE + membersBytes / 64;
        boolean isNear = word <= membersBytes + slack && word >= membersBytes - slack;
        boolean isSmall = membersBytes <= 16 * PLAUSIBLE_DIFFERENCE && word <= membersBytes + slack;
        if (membersBytes > 0 && (isNear || isSmall || word == 0)) {
            return BrokenFile.within(
                    Fault.CORRUPT_GZIP, "the compressed data does not end where the file does, which has a trailer");
        }
        return BrokenFile.within(Fault.TRUNCATED_GZIP, "the file ends inside compressed data");
    }
}
