package sparkjoy.source;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import sparkjoy.json.Iso8601;
import sparkjoy.json.JsonFault;

/**
 * Judges the lines of one file against the rules that every Segment call must meet.
 *
 * <p>The first rule that a line breaks names its fault: bytes and grammar, message id, type, identity, times.
 */
final class Verdict {
    private static final int MOST_MESSAGE_ID_CHARACTERS = 100;
    private static final int SHOWN_BYTES = 120;
    private static final long FIRST_MICROS = micros(DayFolder.FIRST_DAY);

    private final Envelope envelope;
    private final long lastMicros;
    private byte[] line = {};
    private String detail = "";
    private long receivedMicros;

    Verdict(Envelope envelope, LocalDate receivedDay) {
        this.envelope = envelope;
        lastMicros = micros(receivedDay.plusDays(1).plusYears(1));
    }

    /** Reads a line into the envelope and judges it; empty for a sound line. */
    Optional<Fault> fault(byte[] bytes, int start, int end) {
        line = bytes;
        try {
            if (!envelope.read(bytes, start, end)) {
                return refused(Fault.NOT_AN_OBJECT, Fault.NOT_AN_OBJECT.meaning());
            }
        } catch (JsonFault broken) {
            return refused(Fault.of(broken.reason()), broken.getMessage() + ", at byte " + (broken.index() - start));
        }
        return ids().or(this::times);
    }

    /** What is wrong with the line that was refused last, for people. */
    String detail() {
        return detail;
    }

    /** When Segment received the line that was found sound last, in microseconds since the epoch. */
    long receivedMicros() {
        return receivedMicros;
    }

    private Optional<Fault> ids() {
        EnvelopeField id = envelope.messageId;
        if (!id.isText()) {
            return refused(Fault.MISSING_MESSAGE_ID, id);
        }
        boolean mayBeLong = id.end() - id.start() > MOST_MESSAGE_ID_CHARACTERS;
        if (mayBeLong && id.characters(line) > MOST_MESSAGE_ID_CHARACTERS) {
            return refused(Fault.LONG_MESSAGE_ID, id);
        }
        if (!envelope.type.isText()) {
            return refused(Fault.MISSING_TYPE, envelope.type);
        }
        return envelope.userId.isMissing() && envelope.anonymousId.isMissing()
                ? refused(Fault.MISSING_IDENTITY, Fault.MISSING_IDENTITY.meaning())
                : Optional.empty();
    }

    private Optional<Fault> times() {
        EnvelopeField occurred = envelope.timestamp.isMissing() ? envelope.originalTimestamp : envelope.timestamp;
        if (envelope.receivedAt.isMissing() || occurred.isMissing()) {
            return refused(Fault.MISSING_TIMESTAMP, envelope.receivedAt.isMissing() ? envelope.receivedAt : occurred);
        }
        receivedMicros = micros(envelope.receivedAt);
        return time(envelope.receivedAt, receivedMicros).or(() -> time(occurred, micros(occurred)));
    }

    private Optional<Fault> time(EnvelopeField field, long micros) {
        if (micros == Iso8601.UNPARSABLE) {
            return refused(Fault.UNPARSABLE_TIMESTAMP, field);
        }
        return micros < FIRST_MICROS || micros >= lastMicros
                ? refused(Fault.TIMESTAMP_OUT_OF_RANGE, field)
                : Optional.empty();
    }

    private long micros(EnvelopeField field) {
        return field.isText() ? Iso8601.micros(line, field.start(), field.end()) : Iso8601.UNPARSABLE;
    }

    private Optional<Fault> refused(Fault fault, EnvelopeField field) {
        return refused(fault, field.shown(line, SHOWN_BYTES));
    }

    private Optional<Fault> refused(Fault fault, String why) {
        detail = why;
        return Optional.of(fault);
    }

    private static long micros(LocalDate day) {
        return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }
}
