package sparkjoy.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/** Turns one file into rows: its lines, then its own fault if it has one, then its summary if one is wanted. */
final class LogFileReader implements Closeable {
    /** What comes next. */
    private enum Stage {
        LINES,
        FILE_FAULT,
        SUMMARY,
        END
    }

    private static final int MOST_DETAIL_CHARACTERS = 200;

    private final LogFile file;
    private final ReadPlan plan;
    private final StoredObject object;
    private final RowWriter row;
    private final Envelope envelope;
    private final Verdict verdict;
    private final UTF8String path;
    private final UTF8String sourceId;
    private Stage stage = Stage.LINES;
    private Optional<Content> content = Optional.empty();
    private Optional<Lines> lines = Optional.empty();
    private Optional<BrokenFile> breakage = Optional.empty();
    private final LineCounts counts = new LineCounts();
    /** Without a summary nobody learns afterwards that lines do not count, so the checksums are looked at first. */
    private long trustedBytes = Long.MAX_VALUE;

    private long verifiedBytes = Long.MAX_VALUE;

    LogFileReader(LogFile file, ReadPlan plan, StoredObject object, RowWriter row, Envelope envelope) {
        this.file = file;
        this.plan = plan;
        this.object = object;
        this.row = row;
        this.envelope = envelope;
        verdict = new Verdict(envelope, file.receivedDay());
        path = UTF8String.fromString(file.path());
        sourceId = UTF8String.fromString(file.sourceId());
    }

    /** Writes the next row; false after the last one. */
    boolean next() throws IOException {
        if (stage == Stage.LINES) {
            if (nextLine()) {
                return true;
            }
            stage = Stage.FILE_FAULT;
        }
        if (stage == Stage.FILE_FAULT) {
            stage = Stage.SUMMARY;
            if (breakage.isPresent() && plan.wantsFaults()) {
                writeFileFault(breakage.get());
                return true;
            }
        }
        boolean hasSummary = stage == Stage.SUMMARY && plan.summaries() && plan.wantsSound();
        stage = Stage.END;
        if (hasSummary) {
            startRow();
            row.write(summary());
        }
        return hasSummary;
    }

    @Override
    public void close() throws IOException {
        if (content.isPresent()) {
            Content open = content.get();
            content = Optional.empty();
            open.close();
        }
    }

    private boolean nextLine() throws IOException {
        try {
            if (lines.isEmpty()) {
                if (!plan.summaries()) {
                    trustedBytes = object.trustedBytes(plan.format());
                }
                // The text of a file that is not read to its end may stop inside a line.
                trustedBytes = Math.min(trustedBytes, plan.mostTextBytes() - 1);
                content = Optional.of(new Head(object.content(plan.format()), plan.mostTextBytes()));
                lines = Optional.of(new Lines(content.get(), plan.maxLineBytes()));
            }
            Lines reading = lines.get();
            while (reading.next()) {
                if (writeLine(reading)) {
                    return true;
                }
            }
        } catch (BrokenFile broken) {
            breakage = Optional.of(broken);
        } catch (IOException failure) {
            breakage = Optional.of(StoredObject.explained(failure));
        }
        afterLines();
        return false;
    }

    /** Lets the object go and looks at it once more: a change explains any other breakage. */
    private void afterLines() throws IOException {
        content.ifPresent(read -> verifiedBytes = read.verifiedBytes());
        try {
            close();
        } catch (IOException failure) {
            BrokenFile unclosed = StoredObject.explained(failure);
            breakage = breakage.or(() -> Optional.of(unclosed));
        }
        if (lines.isPresent()) {
            breakage = object.changeAfterReading().or(() -> breakage);
        }
    }

    /** Judges a line and writes its row; false where such a row is not wanted or the line is not to be trusted. */
    private boolean writeLine(Lines line) {
        if (line.endOffset() > trustedBytes) {
            return false;
        }
        Optional<Fault> fault = line.tooLong().isPresent()
                ? Optional.of(Fault.LINE_TOO_LONG)
                : verdict.fault(line.buffer(), line.start(), line.end());
        counts.add(
                fault.isPresent(),
                line.number(),
                line.endOffset(),
                content.orElseThrow().verifiedBytes());
        if (fault.isEmpty()) {
            if (plan.wantsSound()) {
                writeSound(line);
            }
            return plan.wantsSound();
        }
        if (plan.wantsFaults()) {
            writeRefused(line, fault.get());
        }
        return plan.wantsFaults();
    }

    private void writeSound(Lines line) {
        startRow();
        row.write(Column.LINE_NUMBER, line.number());
        row.write(Column.BYTE_OFFSET, line.offset());
        writeText(Column.MESSAGE_ID, envelope.messageId, line);
        writeText(Column.TYPE, envelope.type, line);
        writeText(Column.EVENT, envelope.event, line);
        row.write(Column.RECEIVED_AT, verdict.receivedMicros());
        row.write(Column.PAYLOAD, line.buffer(), line.start(), line.end());
    }

    private void writeText(Column column, EnvelopeField field, Lines line) {
        if (field.isText()) {
            row.writeJson(column, line.buffer(), field.start(), field.end());
        }
    }

    private void writeRefused(Lines line, Fault fault) {
        RefusedLine refused = line.tooLong().orElseGet(RefusedLine::new);
        if (line.tooLong().isEmpty() && (row.writes(Column.RAW) || row.writes(Column.RAW_SHA256))) {
            refused.append(line.buffer(), line.start(), line.end());
        }
        startRow();
        row.write(Column.LINE_NUMBER, line.number());
        row.write(Column.BYTE_OFFSET, line.offset());
        boolean isTooLong = fault == Fault.LINE_TOO_LONG;
        writeFault(
                fault,
                isTooLong ? "the line has " + refused.length() + " bytes" : verdict.detail(),
                counts.all().refused());
        row.write(Column.RAW, refused.head());
        if (row.writes(Column.RAW_SHA256)) {
            row.write(Column.RAW_SHA256, UTF8String.fromString(refused.digest()));
        }
    }

    private void writeFileFault(BrokenFile broken) {
        startRow();
        lines.ifPresent(read -> row.write(Column.BYTE_OFFSET, read.bytesRead()));
        LineCounts.Count trusted = trusted();
        String consequence = broken.fault().isAlteration() ? "; " + withheld(trusted) : "";
        writeFault(broken.fault(), broken.getMessage() + consequence, trusted.refused() + 1);
    }

    private void writeFault(Fault fault, String detail, long number) {
        row.write(Column.FAULT_REASON, fault);
        row.write(Column.FAULT_DETAIL, UTF8String.fromString(detail).substring(0, MOST_DETAIL_CHARACTERS));
        row.write(Column.FAULT_NUMBER, number);
    }

    private void startRow() {
        row.start();
        row.write(Column.PATH, path);
        row.write(Column.SOURCE_ID, sourceId);
        row.write(Column.RECEIVED_DAY, file.receivedDay());
    }

    private static String withheld(LineCounts.Count trusted) {
        return trusted.lines() == 0
                ? "none of its lines is published"
                : "its lines after line " + trusted.lastNumber() + " are not published";
    }

    /** All lines, unless what was written was altered: then those that a checksum vouches for. */
    private LineCounts.Count trusted() {
        boolean isAltered =
                breakage.filter(broken -> broken.fault().isAlteration()).isPresent();
        return isAltered ? counts.verified(verifiedBytes) : counts.all();
    }

    private Summary summary() {
        LineCounts.Count trusted = trusted();
        return new Summary(
                file.version(),
                file.size(),
                trusted.lines(),
                trusted.rows(),
                trusted.refused(),
                lines.map(Lines::bytesRead).orElse(0L),
                breakage.map(BrokenFile::fault),
                trusted.lastNumber(),
                counts.all().rows() - trusted.rows());
    }
}
