package sparkjoy.source;

import sparkjoy.json.JsonScanner;
import sparkjoy.json.JsonText;

/**
 * The fields around a Segment call, found in one pass over a line; one instance serves line after line.
 *
 * <p>A key that comes twice counts with its last value.
 */
final class Envelope {
    final EnvelopeField messageId = new EnvelopeField("messageId");
    final EnvelopeField type = new EnvelopeField("type");
    final EnvelopeField event = new EnvelopeField("event");
    final EnvelopeField receivedAt = new EnvelopeField("receivedAt");
    final EnvelopeField timestamp = new EnvelopeField("timestamp");
    final EnvelopeField originalTimestamp = new EnvelopeField("originalTimestamp");
    final EnvelopeField userId = new EnvelopeField("userId");
    final EnvelopeField anonymousId = new EnvelopeField("anonymousId");

    private static final int SHORTEST_ESCAPE = 6;

    private final EnvelopeField[] fields = {
        messageId, type, event, receivedAt, timestamp, originalTimestamp, userId, anonymousId
    };
    private final JsonScanner scanner;

    Envelope(int maxDepth) {
        scanner = new JsonScanner(maxDepth);
    }

    /**
     * Scans all of a line, to its last byte; false where it is not an object.
     *
     * @throws sparkjoy.json.JsonFault where the line is not valid JSON
     */
    boolean read(byte[] line, int start, int end) {
        for (EnvelopeField field : fields) {
            field.clear();
        }
        scanner.start(line, start, end);
        boolean isObject = scanner.enterObject();
        if (isObject) {
            while (scanner.nextMember()) {
                readMember(line);
            }
        } else {
            scanner.skipValue();
        }
        scanner.finish();
        return isObject;
    }

    private void readMember(byte[] line) {
        int from = scanner.keyStart();
        int to = scanner.keyEnd();
        scanner.skipValue();
        boolean isEscaped = to - from >= SHORTEST_ESCAPE && JsonText.isEscaped(line, from, to);
        for (EnvelopeField field : fields) {
            byte[] key = field.key();
            boolean isCandidate = isEscaped || (key.length == to - from && key[0] == line[from]);
            if (isCandidate && JsonText.matches(line, from, to, key)) {
                field.found(scanner.kind(), scanner.valueStart(), scanner.valueEnd());
                return;
            }
        }
    }
}
