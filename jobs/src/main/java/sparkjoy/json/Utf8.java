package sparkjoy.json;

/** Steps over UTF-8 sequences beyond ASCII and refuses overlong forms, surrogates and what lies above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** The index after the sequence that starts with the byte (>= 0x80) at an index. */
    static int sequenceEnd(byte[] bytes, int index, int end) {
        int lead = bytes[index] & 0xff;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || index + length > end || !isSecondByte(lead, bytes[index + 1] & 0xff)) {
            throw invalid(bytes, index);
        }
        for (int at = index + 2; at < index + length; at++) {
            if ((bytes[at] & 0xc0) != 0x80) {
                throw invalid(bytes, index);
            }
        }
        return index + length;
    }

    private static boolean isSecondByte(int lead, int second) {
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
    }

    private static JsonFault invalid(byte[] bytes, int index) {
        return new JsonFault(
                JsonFault.Reason.INVALID_UTF8,
                index,
                String.format("byte 0x%02x starts an invalid UTF-8 sequence", bytes[index] & 0xff));
    }
}
