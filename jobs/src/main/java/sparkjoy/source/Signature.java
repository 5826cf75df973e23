package sparkjoy.source;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What a file is, told from its first bytes; no text line starts with any of these. */
enum Signature {
    GZIP("gzip", "1f8b08", 0),
    ZSTD("zstd", "28b52ffd", 0),
    ZIP("a zip archive", "504b0304", 0),
    EMPTY_ZIP("an empty zip archive", "504b0506", 0),
    BZIP2("bzip2", "425a68??314159265359", 0),
    XZ("xz", "fd377a585a00", 0),
    LZ4("lz4", "04224d18", 0),
    LEGACY_LZ4("lz4", "02214c18", 0),
    LZO("lzo", "894c5a4f000d0a1a0a", 0),
    ZLIB("zlib", "789c", 0),
    LZIP("lzip", "4c5a495001", 0),
    SNAPPY("framed snappy", "ff060000734e61507059", 0),
    COMPRESS("Unix compress", "1f9d", 0),
    SEVEN_ZIP("a 7z archive", "377abcaf271c", 0),
    RAR("a rar archive", "526172211a07", 0),
    PARQUET("Parquet", "5041523115", 0),
    AVRO("Avro", "4f626a01", 0),
    ENCRYPTED("encrypted by openssl", "53616c7465645f5f", 0),
    AGE("encrypted by age", "6167652d656e6372797074696f6e2e6f7267", 0),
    TAR("a tar archive", "7573746172", 257);

    /** So many bytes decide. */
    static final int BYTES = 262;

    private final String title;
    private final String magic;
    private final int offset;

    /** The magic bytes in hexadecimal, `??` for any byte. */
    Signature(String title, String magic, int offset) {
        this.title = title;
        this.magic = magic;
        this.offset = offset;
    }

    /** What lies in a slice of bytes; empty where it may be text. */
    static Optional<Signature> at(byte[] bytes, int from, int to) {
        return Arrays.stream(values())
                .filter(signature -> signature.matches(bytes, from, to))
                .findFirst();
    }

    /** What an object is instead of gzip, and what to do about it. */
    String insteadOfGzip() {
        return "the object is " + title + ", not gzip. "
                + (this == PARQUET ? "Set the source's format to parquet" : "Deliver its lines as gzip");
    }

    /** What an object is instead of text, and what to do about it. */
    String insteadOfText() {
        return "the object is " + title + ", not text. "
                + (this == GZIP ? "Set the source's format to segment" : "Deliver its lines as text");
    }

    /** What is inside a compressed object instead of lines, and what to do about it. */
    String insteadOfLines() {
        return "the object holds " + (this == GZIP ? "another gzip" : title)
                + " instead of lines. Decompress it once and deliver its lines as gzip";
    }

    private boolean matches(byte[] bytes, int from, int to) {
        int length = magic.length() / 2;
        if (to - from < offset + length) {
            return false;
        }
        for (int index = 0; index < length; index++) {
            String digits = magic.substring(2 * index, 2 * index + 2);
            if (!digits.equals("??") && (bytes[from + offset + index] & 0xff) != HexFormat.fromHexDigits(digits)) {
                return false;
            }
        }
        return true;
    }
}
