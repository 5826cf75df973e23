package sparkjoy.json;

/** Finds the end of a value in bytes that are known to be JSON. */
final class TrustedValue {
    private TrustedValue() {}

    static int end(byte[] bytes, int start, int end) {
        int index = start;
        int depth = 0;
        while (index < end) {
            switch (bytes[index]) {
                case '"' -> index = JsonStrings.trustedEnd(bytes, index + 1, end);
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            index++;
            if (depth == 0) {
                return isScalar(bytes[start]) ? scalarEnd(bytes, index, end) : index;
            }
        }
        return index;
    }

    private static boolean isScalar(byte first) {
        return first != '"' && first != '{' && first != '[';
    }

    private static int scalarEnd(byte[] bytes, int from, int end) {
        int index = from;
        while (index < end && bytes[index] > ' ' && bytes[index] != ',' && bytes[index] != '}' && bytes[index] != ']') {
            index++;
        }
        return index;
    }
}
