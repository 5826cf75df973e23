package sparkjoy.source;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits a file's content into lines that are not blank, in a buffer that never grows beyond the longest line allowed.
 *
 * <p>A longer line passes through without being held. Numbers count all physical lines from 1, offsets count bytes.
 */
final class Lines {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long NEWLINES = ONES * '\n';
    private static final int FIRST_BUFFER_BYTES = 256 * 1024;
    private static final int TERMINATOR_BYTES = 2;

    private final Content content;
    private final int maxBytes;
    private byte[] buffer;
    private long base;
    private int position;
    private int limit;
    private boolean isEnded;
    private Optional<BrokenFile> broken = Optional.empty();
    private long number;
    private int start;
    private int end;
    private long offset;
    private Optional<RefusedLine> tooLong = Optional.empty();

    /** Lines may have up to so many bytes, their terminator not counted. */
    Lines(Content content, int maxBytes) {
        this.content = content;
        this.maxBytes = maxBytes;
        buffer = new byte[Math.min(FIRST_BUFFER_BYTES, capacity())];
    }

    /** Moves to the next line that is not blank; false at the end of a valid file. */
    boolean next() throws IOException, BrokenFile {
        if (base == 0 && position == 0) {
            skipByteOrderMark();
            refuseOtherFiles();
        }
        while (nextPhysical()) {
            boolean isBlank =
                    tooLong.map(RefusedLine::isBlank).orElseGet(() -> RefusedLine.isBlank(buffer, start, end));
            if (!isBlank) {
                return true;
            }
        }
        if (broken.isPresent()) {
            throw broken.get();
        }
        return false;
    }

    /** The array that holds the line from {@link #start} to {@link #end}, unless it is too long; it may change with each line. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    long number() {
        return number;
    }

    /** The index of the line's first byte in the file's text. */
    long offset() {
        return offset;
    }

    /** The index after the line, its terminator included, in the file's text. */
    long endOffset() {
        return base + position;
    }

    /** Bytes of the text up to now. */
    long bytesRead() {
        return base + limit;
    }

    /** What is known of the line where it has more bytes than allowed. */
    Optional<RefusedLine> tooLong() {
        return tooLong;
    }

    private boolean nextPhysical() throws IOException, BrokenFile {
        tooLong = Optional.empty();
        int scanned = position;
        while (true) {
            int newline = newline(scanned);
            if (newline < limit) {
                return take(newline, newline + 1);
            }
            scanned = limit - position;
            if (limit - position > maxBytes + TERMINATOR_BYTES - 1) {
                return passLong();
            }
            if (!fill()) {
                return position < limit && take(limit, limit);
            }
            scanned += position;
        }
    }

    private boolean take(int lineEnd, int next) {
        number++;
        start = position;
        offset = base + position;
        end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        position = next;
        if (end - start > maxBytes) {
            RefusedLine line = new RefusedLine();
            line.append(buffer, start, end);
            tooLong = Optional.of(line);
        }
        return true;
    }

    /** Passes a line of which more is in the buffer than a line may have; a break inside it makes it no line. */
    private boolean passLong() throws IOException, BrokenFile {
        RefusedLine line = new RefusedLine();
        long lineOffset = base + position;
        int newline = limit;
        do {
            line.append(buffer, position, newline);
            position = limit;
            if (!fill()) {
                newline = -1;
                break;
            }
            newline = newline(position);
        } while (newline == limit);
        if (newline >= 0) {
            line.append(buffer, position, newline);
            position = newline + 1;
        }
        number++;
        start = position;
        end = position;
        offset = lineOffset;
        tooLong = Optional.of(line);
        return true;
    }

    /** Appends content to the buffer, after making room; false at the end. */
    private boolean fill() throws IOException, BrokenFile {
        if (isEnded) {
            return false;
        }
        if (limit == buffer.length) {
            makeRoom();
        }
        try {
            int count = content.read(buffer, limit, buffer.length - limit);
            isEnded = count < 0;
            limit += Math.max(count, 0);
        } catch (BrokenFile breakage) {
            if (!breakage.isLineWhole()) {
                throw breakage;
            }
            broken = Optional.of(breakage);
            isEnded = true;
        }
        return !isEnded;
    }

    private void makeRoom() {
        int kept = limit - position;
        byte[] target = kept <= buffer.length / 2 ? buffer : new byte[(int) Math.min(capacity(), 2L * buffer.length)];
        System.arraycopy(buffer, position, target, 0, kept);
        buffer = target;
        base += position;
        position = 0;
        limit = kept;
    }

    private int capacity() {
        return Math.max(2 * maxBytes + TERMINATOR_BYTES, 4096);
    }

    private void skipByteOrderMark() throws IOException, BrokenFile {
        while (limit < 3 && fill()) {}
        if (limit >= 3 && Arrays.equals(buffer, 0, 3, new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, 3)) {
            position = 3;
        }
    }

    private void refuseOtherFiles() throws BrokenFile {
        Optional<Signature> found = Signature.at(buffer, position, limit);
        if (found.isPresent()) {
            throw BrokenFile.after(Fault.NOT_LINES, content.insteadOfLines(found.get()));
        }
    }

    /** The index of the first newline from an index on, or the limit. */
    private int newline(int from) {
        int index = from;
        while (index + Long.BYTES <= limit) {
            long eight = (long) EIGHT.get(buffer, index) ^ NEWLINES;
            long found = (eight - ONES) & ~eight & HIGHS;
            if (found != 0) {
                return index + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            index += Long.BYTES;
        }
        while (index < limit && buffer[index] != '\n') {
            index++;
        }
        return index;
    }
}
