package sparkjoy.source;

import java.io.IOException;
import java.util.Optional;

/** Passes the header of a gzip member, and the zeros that some writers leave after one (RFC 1952, section 2.3). */
final class GzipHeader {
    private static final int FIRST_MAGIC = 0x1f;
    private static final int SECOND_MAGIC = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int TIME_FLAGS_SYSTEM_BYTES = 6;

    private GzipHeader() {}

    /** True at the start of a member's compressed data, false at the end of the file. */
    static boolean pass(CompressedBytes input, boolean isAfterMember) throws IOException, BrokenFile {
        Optional<String> signature = isAfterMember ? Optional.empty() : signature(input);
        int first = input.next();
        while (isAfterMember && first == 0) {
            first = input.next();
        }
        if (first < 0) {
            if (isAfterMember) {
                return false;
            }
            throw BrokenFile.after(Fault.EMPTY_FILE, Fault.EMPTY_FILE.meaning());
        }
        int second = first == FIRST_MAGIC ? due(input) : -1;
        if (second != SECOND_MAGIC || due(input) != DEFLATE) {
            throw isAfterMember
                    ? BrokenFile.after(Fault.TRAILING_GARBAGE, "what follows the last complete member is not gzip")
                    : BrokenFile.after(Fault.NOT_GZIP, signature.orElse(Fault.NOT_GZIP.meaning()));
        }
        passFlagged(input, due(input));
        return true;
    }

    /** What the file is by its first bytes, where that is not gzip. */
    private static Optional<String> signature(CompressedBytes input) throws IOException {
        return input.available() > 0 || input.fill()
                ? Signature.at(input.buffer(), input.position(), input.position() + input.available())
                        .map(Signature::insteadOfGzip)
                : Optional.empty();
    }

    private static void passFlagged(CompressedBytes input, int flags) throws IOException, BrokenFile {
        if ((flags & RESERVED) != 0) {
            throw BrokenFile.after(Fault.CORRUPT_GZIP, "the gzip header has reserved flags set");
        }
        skip(input, TIME_FLAGS_SYSTEM_BYTES);
        if ((flags & HAS_EXTRA) != 0) {
            int low = due(input);
            skip(input, low + (due(input) << Byte.SIZE));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText(input);
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText(input);
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            skip(input, 2);
        }
    }

    private static void skip(CompressedBytes input, int count) throws IOException, BrokenFile {
        for (int skipped = 0; skipped < count; skipped++) {
            due(input);
        }
    }

    private static void skipText(CompressedBytes input) throws IOException, BrokenFile {
        while (due(input) != 0) {}
    }

    private static int due(CompressedBytes input) throws IOException, BrokenFile {
        int next = input.next();
        if (next < 0) {
            throw BrokenFile.after(Fault.TRUNCATED_GZIP, "the file ends inside a gzip header");
        }
        return next;
    }
}
