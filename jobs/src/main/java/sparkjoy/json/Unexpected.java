package sparkjoy.json;

/** Describes bytes that are not the JSON that is expected there. */
final class Unexpected {
    private Unexpected() {}

    /** The fault of a byte that the grammar does not allow at an index; a NUL or an invalid sequence is reported first. */
    static JsonFault at(byte[] bytes, int index, int end, String wanted) {
        if (index >= end) {
            return new JsonFault(JsonFault.Reason.BROKEN_JSON, index, "the line ends where " + wanted + " is due");
        }
        byte found = bytes[index];
        if (found == 0) {
            return new JsonFault(JsonFault.Reason.NUL_BYTE, index, "a NUL byte");
        }
        if (found < 0) {
            Utf8.sequenceEnd(bytes, index, end);
        }
        String shown =
                found > 0x20 && found < 0x7f ? "'" + (char) found + "'" : String.format("byte 0x%02x", found & 0xff);
        return new JsonFault(JsonFault.Reason.BROKEN_JSON, index, shown + " where " + wanted + " is due");
    }
}
