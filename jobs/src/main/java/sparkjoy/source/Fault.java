package sparkjoy.source;

import sparkjoy.json.JsonFault;

/** Why a file or a line was refused; the names are what `fault_reason` holds. */
public enum Fault {
    EMPTY_FILE("the object has 0 bytes"),
    NOT_GZIP("the object does not start with a gzip header"),
    NOT_LINES("the object holds an archive or another compressed file instead of lines"),
    TRUNCATED_GZIP("the object ends inside a gzip member; whole lines before the break are kept"),
    CORRUPT_GZIP("the compressed data is corrupt; only lines of earlier gzip members with a valid checksum are kept"),
    BAD_CHECKSUM("the text does not match the checksum or the length in the gzip trailer;"
            + " only lines of earlier gzip members with a valid checksum are kept"),
    TRAILING_GARBAGE("something that is not a gzip member follows a complete one; lines before it are kept"),
    NOT_PARQUET("the object is not a Parquet file, or one without its end"),
    NO_PAYLOAD("the Parquet file has no column `payload` of text"),
    CORRUPT_PARQUET(
            "the Parquet file is corrupt or does not match its checksums; only rows of earlier row groups are kept"),
    NOT_A_LINE("a value of the Parquet file's `payload` holds a line break; rows before it are kept"),
    OBJECT_CHANGED("the object changed after it was listed, or while it was read"),
    FILE_VANISHED("the object was gone between listing and reading"),
    ACCESS_DENIED("the credentials may not read the object"),
    READ_FAILED("the storage failed while the object was read"),
    BAD_DAY_FOLDER("the folder's name is not the epoch milliseconds of a UTC midnight"),
    MISPLACED_FILE(
            "the file or folder lies at a depth where Segment puts none, or the source's format names files otherwise"),
    LINE_TOO_LONG("the line has more bytes than maxLineBytes"),
    INVALID_UTF8("the line holds bytes that are not valid UTF-8"),
    NUL_BYTE("the line holds a raw NUL byte"),
    NOT_AN_OBJECT("the line is JSON but not an object"),
    BROKEN_JSON("the line is not valid JSON"),
    TOO_DEEP("the line nests objects and arrays deeper than maxDepth"),
    NUMBER_OUT_OF_RANGE("the line holds a number that no double can hold"),
    MISSING_MESSAGE_ID("messageId is absent, null, empty or not a string"),
    LONG_MESSAGE_ID("messageId has more than 100 characters"),
    MISSING_TYPE("type is absent, null, empty or not a string"),
    MISSING_IDENTITY("userId and anonymousId are both absent, null or empty"),
    MISSING_TIMESTAMP("receivedAt is absent, or timestamp and originalTimestamp both are"),
    UNPARSABLE_TIMESTAMP("receivedAt or timestamp is not an ISO 8601 date with a time of day"),
    TIMESTAMP_OUT_OF_RANGE(
            "receivedAt or timestamp lies before 2005 or more than a year after the day of the delivery's folder");

    /** Which version of these rules judged a line; it grows with every change that could change a verdict. */
    public static final int RULE_VERSION = 2;

    private final String meaning;

    Fault(String meaning) {
        this.meaning = meaning;
    }

    /** What the fault means, in one sentence without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** Whether the fault is about a file or a folder rather than about one line. */
    public boolean isAboutFile() {
        return compareTo(LINE_TOO_LONG) < 0;
    }

    /** Whether the storage gave nothing to judge: the object is tried again. */
    public boolean isUnread() {
        return this == OBJECT_CHANGED || this == FILE_VANISHED || this == ACCESS_DENIED || this == READ_FAILED;
    }

    /** Whether text that no checksum vouches for may differ from what was written: what was cut off is only missing. */
    public boolean isAlteration() {
        return this == CORRUPT_GZIP || this == BAD_CHECKSUM || this == CORRUPT_PARQUET;
    }

    static Fault of(JsonFault.Reason reason) {
        return switch (reason) {
            case BROKEN_JSON -> BROKEN_JSON;
            case INVALID_UTF8 -> INVALID_UTF8;
            case NUL_BYTE -> NUL_BYTE;
            case TOO_DEEP -> TOO_DEEP;
            case NUMBER_OUT_OF_RANGE -> NUMBER_OUT_OF_RANGE;
        };
    }
}
