package sparkjoy.generate;

import java.util.Arrays;

/** The full call around a payload: one line of Segment's raw log, in Segment's order of keys. */
final class Envelope {
    private static final byte[] REVENUE = JsonBuffer.ascii("\"revenue\":");
    private static final byte[] PRICE = JsonBuffer.ascii("\"price\":");
    private final JsonBuffer line = new JsonBuffer();

    /** The last line that was written, without a line feed. */
    JsonBuffer line() {
        return line;
    }

    /**
     * Writes the line.
     *
     * @param receivedAt epoch milliseconds; the other times follow so that `timestamp` is when it happened
     */
    void write(Caller caller, Call call, MessageId id, long receivedAt, JsonBuffer payload) {
        Person person = caller.person();
        long clock = caller.clock(call.isServer());
        line.clear().add("{\"anonymousId\":\"").add(person.anonymousId()).add("\",\"channel\":\"");
        line.add(call.isServer() ? "server" : "client").add("\",\"context\":").add(caller.context(call.isServer()));
        if (call.name().isTrack()) {
            line.add(",\"event\":\"").add(call.name().label()).add("\"");
        }
        line.add(",\"integrations\":{},\"messageId\":\"");
        id.writeTo(line, sender(person, call), call.at() + clock);
        line.add("\",\"originalTimestamp\":\"")
                .instant(call.at() + clock)
                .add("\",")
                .add(payload);
        line.add("},\"receivedAt\":\"")
                .instant(receivedAt)
                .add("\",\"sentAt\":\"")
                .instant(receivedAt + clock);
        line.add("\",\"timestamp\":\"")
                .instant(call.at())
                .add("\",\"type\":\"")
                .add(call.name().type());
        if (person.userId().isPresent()) {
            line.add("\",\"userId\":\"").add(person.userId().get()).add("\",\"version\":2}");
        } else {
            line.add("\",\"userId\":null,\"version\":2}");
        }
    }

    /** Makes another payload of this one: the first amount differs, and there is a property more. */
    static void revise(JsonBuffer payload) {
        byte[] bytes = payload.array();
        for (byte[] amount : new byte[][] {REVENUE, PRICE}) {
            int at = find(amount, bytes, payload.size());
            if (at >= 0) {
                bytes[at] = (byte) (bytes[at] == '9' ? '1' : bytes[at] + 1);
                break;
            }
        }
        payload.add(",\"revision\":2");
    }

    private static int find(byte[] wanted, byte[] bytes, int size) {
        for (int at = 0; at + wanted.length < size; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at + wanted.length;
            }
        }
        return -1;
    }

    private static String sender(Person person, Call call) {
        if (call.isServer()) {
            return "node-next-";
        }
        return person.device().isPhone() ? "" : "ajs-next-";
    }
}
