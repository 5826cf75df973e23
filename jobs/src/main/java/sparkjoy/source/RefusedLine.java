package sparkjoy.source;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What is known of a refused line without holding it: its first 4 KiB, its length and the digest of all its bytes. */
final class RefusedLine {
    static final int HEAD_BYTES = 4096;

    private final MessageDigest digest = sha256();
    private final byte[] head = new byte[HEAD_BYTES];
    private int headLength;
    private long length;
    private boolean isBlank = true;
    private boolean endsInReturn;

    /** Takes the next bytes of the line; a carriage return at their end is held back, for it may belong to the line's end. */
    void append(byte[] bytes, int from, int to) {
        if (from == to) {
            return;
        }
        if (endsInReturn) {
            take(new byte[] {'\r'}, 0, 1);
        }
        endsInReturn = bytes[to - 1] == '\r';
        take(bytes, from, endsInReturn ? to - 1 : to);
    }

    private void take(byte[] bytes, int from, int to) {
        digest.update(bytes, from, to - from);
        int copied = Math.min(HEAD_BYTES - headLength, to - from);
        System.arraycopy(bytes, from, head, headLength, copied);
        headLength += copied;
        length += to - from;
        isBlank = isBlank && isBlank(bytes, from, to);
    }

    /** Whether a line has nothing but blanks, tabs and carriage returns. */
    static boolean isBlank(byte[] bytes, int from, int to) {
        for (int index = from; index < to; index++) {
            if (bytes[index] != ' ' && bytes[index] != '\r' && bytes[index] != '\t') {
                return false;
            }
        }
        return true;
    }

    boolean isBlank() {
        return isBlank;
    }

    long length() {
        return length;
    }

    byte[] head() {
        return Arrays.copyOf(head, headLength);
    }

    /** The digest in hexadecimal; to be asked once. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
