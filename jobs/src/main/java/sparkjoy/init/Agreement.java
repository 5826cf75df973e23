package sparkjoy.init;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sparkjoy.json.JsonScanner;
import sparkjoy.json.JsonText;

/**
 * Whether two paths say the same where a call holds both.
 *
 * @param both calls that hold both
 * @param equal those of them in which the values are equal
 */
record Agreement(long both, long equal) {
    private static final int MOST_CALLS = 20_000;
    private static final int MAX_DEPTH = 512;

    static Agreement of(Sample sample, List<String> one, List<String> other) {
        JsonScanner scanner = new JsonScanner(MAX_DEPTH);
        int every = 1 + sample.calls().size() / MOST_CALLS;
        long both = 0;
        long equal = 0;
        for (int index = 0; index < sample.calls().size(); index += every) {
            byte[] payload = sample.calls().get(index).payload();
            Optional<byte[]> left = value(scanner, payload, one);
            Optional<byte[]> right = left.isEmpty() ? left : value(scanner, payload, other);
            if (right.isPresent()) {
                both++;
                equal += Arrays.equals(left.get(), right.get()) ? 1 : 0;
            }
        }
        return new Agreement(both, equal);
    }

    /** Whether one may stand in for the other. */
    boolean isAgreed() {
        return equal >= both * PathProfile.NEARLY_ALL;
    }

    private static Optional<byte[]> value(JsonScanner scanner, byte[] payload, List<String> keys) {
        scanner.start(payload, 0, payload.length);
        for (int depth = 0; depth < keys.size(); depth++) {
            if (!scanner.enterObject() || !isAt(scanner, payload, keys.get(depth))) {
                return Optional.empty();
            }
        }
        scanner.skipTrusted();
        byte[] value = Arrays.copyOfRange(payload, scanner.valueStart(), scanner.valueEnd());
        boolean isAbsent = value[0] == 'n' || (value[0] == '"' && value.length == 2);
        return isAbsent ? Optional.empty() : Optional.of(value);
    }

    private static boolean isAt(JsonScanner scanner, byte[] payload, String key) {
        while (scanner.nextMember()) {
            if (JsonText.decode(payload, scanner.keyStart(), scanner.keyEnd())
                    .toString()
                    .equals(key)) {
                return true;
            }
            scanner.skipTrusted();
        }
        return false;
    }
}
