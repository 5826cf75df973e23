package sparkjoy.source;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import shaded.parquet.org.apache.thrift.TException;

/** The column `payload` of a Parquet file as text: a row is a line, a null is a blank one, other columns are passed over. */
final class ParquetText implements Content {
    private static final String COLUMN = "payload";

    private final ParquetFileReader file;
    private final MessageType schema;
    private ColumnReader values;
    private long rowsLeft;
    private long row;
    private byte[] line = {};
    private int position;
    private long bytes;
    private long verifiedBytes;

    private ParquetText(ParquetFileReader file, MessageType schema) {
        this.file = file;
        this.schema = schema;
    }

    static ParquetText of(FileStatus status, Configuration configuration) throws IOException, BrokenFile {
        if (status.getLen() == 0) {
            throw BrokenFile.after(Fault.EMPTY_FILE, Fault.EMPTY_FILE.meaning());
        }
        ParquetFileReader file = open(status, configuration);
        MessageType columns = file.getFileMetaData().getSchema();
        if (columns.getFields().stream().noneMatch(ParquetText::isPayload)) {
            file.close();
            throw BrokenFile.after(
                    Fault.NO_PAYLOAD,
                    "the columns are "
                            + columns.getFields().stream().map(Type::getName).collect(Collectors.joining(", ")));
        }
        MessageType payload = new MessageType(columns.getName(), columns.getType(COLUMN));
        file.setRequestedSchema(payload);
        return new ParquetText(file, payload);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException, BrokenFile {
        if (position == line.length && !nextLine()) {
            return -1;
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, into, offset, count);
        position += count;
        bytes += count;
        return count;
    }

    /** The rows of the row groups that were read to their end. */
    @Override
    public long verifiedBytes() {
        return verifiedBytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static ParquetFileReader open(FileStatus status, Configuration configuration)
            throws IOException, BrokenFile {
        try {
            return ParquetFileReader.open(
                    HadoopInputFile.fromStatus(status, configuration),
                    HadoopReadOptions.builder(configuration)
                            .usePageChecksumVerification()
                            .build());
        } catch (IOException | RuntimeException failure) {
            throw broken(Fault.NOT_PARQUET, failure);
        }
    }

    private static boolean isPayload(Type type) {
        return type.getName().equals(COLUMN)
                && type.isPrimitive()
                && !type.isRepetition(Type.Repetition.REPEATED)
                && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    }

    private boolean nextLine() throws IOException, BrokenFile {
        try {
            while (rowsLeft == 0) {
                if (!nextGroup()) {
                    return false;
                }
            }
            byte[] value = nextValue();
            line = Arrays.copyOf(value, value.length + 1);
        } catch (IOException | RuntimeException failure) {
            throw broken(Fault.CORRUPT_PARQUET, failure);
        }
        for (int index = 0; index < line.length - 1; index++) {
            if (line[index] == '\n') {
                throw BrokenFile.after(Fault.NOT_A_LINE, "row " + row + " has a line break at byte " + index);
            }
        }
        line[line.length - 1] = '\n';
        position = 0;
        return true;
    }

    private boolean nextGroup() throws IOException {
        verifiedBytes = bytes;
        PageReadStore group = file.readNextRowGroup();
        if (group == null) {
            return false;
        }
        FileMetaData about = file.getFileMetaData();
        values = new ColumnReadStoreImpl(
                        group, new GroupRecordConverter(schema).getRootConverter(), schema, about.getCreatedBy())
                .getColumnReader(schema.getColumns().get(0));
        rowsLeft = group.getRowCount();
        return true;
    }

    private byte[] nextValue() {
        boolean isNull =
                values.getCurrentDefinitionLevel() < values.getDescriptor().getMaxDefinitionLevel();
        byte[] value = isNull ? new byte[0] : values.getBinary().getBytesUnsafe();
        values.consume();
        rowsLeft--;
        row++;
        return value;
    }

    /** What the content's contradictions mean; a failure of the storage is raised again. */
    private static BrokenFile broken(Fault fault, Exception failure) throws IOException {
        boolean isContent = failure.getCause() instanceof TException || failure instanceof EOFException;
        if (failure instanceof IOException storage && !isContent) {
            throw storage;
        }
        return BrokenFile.after(fault, String.valueOf(failure.getMessage()));
    }
}
