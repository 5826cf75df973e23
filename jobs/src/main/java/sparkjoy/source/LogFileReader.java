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
    private long soundLines;
    private long refusedLines;

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
                content = Optional.of(object.content(plan.format()));
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

    /** Judges a line and writes its row; false where such a row is not wanted. */
    private boolean writeLine(Lines line) {
        Optional<Fault> fault = line.tooLong().isPresent()
                ? Optional.of(Fault.LINE_TOO_LONG)
                : verdict.of(line.buffer(), line.start(), line.end());
        if (fault.isEmpty()) {
            soundLines++;
            if (plan.wantsSound()) {
                writeSound(line);
            }
            return plan.wantsSound();
        }
        refusedLines++;
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
        writeFault(fault, isTooLong ? "the line has " + refused.length() + " bytes" : verdict.detail(), refusedLines);
        row.write(Column.RAW, refused.head());
        if (row.writes(Column.RAW_SHA256)) {
            row.write(Column.RAW_SHA256, UTF8String.fromString(refused.digest()));
        }
    }

    private void writeFileFault(BrokenFile broken) {
        startRow();
        lines.ifPresent(read -> row.write(Column.BYTE_OFFSET, read.bytesRead()));
        writeFault(broken.fault(), broken.getMessage(), refusedLines + 1);
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

    private Summary summary() {
        return new Summary(
                file.version(),
                file.size(),
                soundLines + refusedLines,
                soundLines,
                refusedLines,
                lines.map(Lines::bytesRead).orElse(0L),
                breakage.map(BrokenFile::fault));
    }
}
