package sparkjoy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sparkjoy.S3Detour;
import sparkjoy.S3Server;

/** The files of a lake on a real S3 server: what is read is what was written, in how many requests. */
class LakeObjectsTest {
    private static final int LARGE = 3 * ObjectEnd.MOST_BYTES + 17;
    private static final byte[] SMALL_CONTENT = bytes(1_000);
    private static final byte[] LARGE_CONTENT = bytes(LARGE);

    private S3Server server;
    private S3Detour way;
    private Configuration hadoop;
    private FileSystem storage;
    private Path table;

    @BeforeEach
    void openBucket() throws IOException {
        server = S3Server.startOpen();
        way = S3Detour.counting(server.endpoint());
        hadoop = S3Server.hadoop(way.endpoint());
        hadoop.set("fs.s3a.impl", LakeObjects.class.getName());
        table = new Path("s3a://" + server.newBucket("lake") + "/gold/some");
        storage = FileSystem.newInstance(table.toUri(), hadoop);
    }

    @AfterEach
    void close() throws IOException {
        storage.close();
        way.close();
        server.close();
    }

    @Test
    void aSmallDataFileIsReadByOneRequestHoweverOften() throws IOException {
        Path file = put("part-1.snappy.parquet", SMALL_CONTENT);

        assertThat(requests(() -> {
                    assertThat(storage.getFileStatus(file).getLen()).isEqualTo(SMALL_CONTENT.length);
                    assertThat(content(file)).isEqualTo(SMALL_CONTENT);
                    assertThat(content(file)).isEqualTo(SMALL_CONTENT);
                }))
                .isEqualTo(1);
    }

    @Test
    void aDataFileThatThisProcessWroteIsReadWithoutARequest() throws IOException {
        Path file = new Path(table, "part-2.parquet");
        try (FSDataOutputStream out = storage.create(file)) {
            out.write(SMALL_CONTENT, 0, 10);
            out.write(SMALL_CONTENT[10]);
            out.write(SMALL_CONTENT, 11, SMALL_CONTENT.length - 11);
        }

        assertThat(requests(() -> {
                    assertThat(storage.getFileStatus(file).getLen()).isEqualTo(SMALL_CONTENT.length);
                    assertThat(content(file)).isEqualTo(SMALL_CONTENT);
                }))
                .isZero();
        assertThat(server.keys(table.toUri().getHost(), "gold/some/")).containsExactly("gold/some/part-2.parquet");
    }

    @Test
    void theEndOfALargeDataFileTakesOneRequestAndItsOtherRangesAreReadFromS3() throws Exception {
        Path file = put("part-3.parquet", LARGE_CONTENT);
        int footer = 1_000;

        assertThat(requests(() -> {
                    try (FSDataInputStream in = storage.open(file)) {
                        byte[] end = new byte[footer];
                        in.readFully(storage.getFileStatus(file).getLen() - footer, end);
                        assertThat(end).isEqualTo(Arrays.copyOfRange(LARGE_CONTENT, LARGE - footer, LARGE));
                    }
                }))
                .isEqualTo(1);
        assertThat(content(file)).isEqualTo(LARGE_CONTENT);
        try (FSDataInputStream in = storage.open(file)) {
            List<FileRange> ranges =
                    List.of(FileRange.createFileRange(5, 100), FileRange.createFileRange(LARGE - 50, 50));
            in.readVectored(ranges, ByteBuffer::allocate);
            for (FileRange range : ranges) {
                byte[] read = new byte[range.getLength()];
                range.getData().get(1, TimeUnit.MINUTES).get(read);
                int from = (int) range.getOffset();
                assertThat(read).isEqualTo(Arrays.copyOfRange(LARGE_CONTENT, from, from + read.length));
            }
        }
    }

    @Test
    void aReadMayBeginBeforeTheEndAndReachIntoIt() throws IOException {
        Path file = put("part-4.parquet", LARGE_CONTENT);
        int from = LARGE - ObjectEnd.MOST_BYTES - 100;

        try (FSDataInputStream in = storage.open(file)) {
            in.seek(from);
            byte[] read = new byte[300];
            in.readFully(read);
            assertThat(read).isEqualTo(Arrays.copyOfRange(LARGE_CONTENT, from, from + 300));
            assertThat(in.getPos()).isEqualTo(from + 300L);
            in.seek(LARGE);
            assertThat(in.read()).isEqualTo(-1);
            assertThatThrownBy(() -> in.seek(LARGE + 1L)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aSmallCommitIsReadByOneRequestEachTime() throws IOException {
        Path commit = put("_delta_log/00000000000000000000.json", SMALL_CONTENT);

        assertThat(requests(() -> assertThat(content(commit)).isEqualTo(SMALL_CONTENT)))
                .isEqualTo(1);
        // A table may be removed, and another one may be made at its place.
        put("_delta_log/00000000000000000000.json", LARGE_CONTENT);
        assertThat(content(commit)).isEqualTo(LARGE_CONTENT);
    }

    @Test
    void aMissingOrEmptyFileIsWhatItIsInS3A() throws IOException {
        Path missing = new Path(table, "part-5.parquet");
        assertThatThrownBy(() -> storage.getFileStatus(missing)).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> storage.open(missing)).isInstanceOf(FileNotFoundException.class);

        Path empty = put("part-6.parquet", new byte[0]);
        assertThat(storage.getFileStatus(empty).getLen()).isZero();
        assertThat(content(empty)).isEmpty();
    }

    @Test
    void aFileThatWasDeletedOrGivenUpIsNotRead() throws IOException {
        Path deleted = put("part-7.parquet", SMALL_CONTENT);
        content(deleted);
        storage.delete(deleted, false);
        assertThatThrownBy(() -> storage.getFileStatus(deleted)).isInstanceOf(FileNotFoundException.class);
        Path ofRemovedTable = put("day=1/part-9.parquet", SMALL_CONTENT);
        content(ofRemovedTable);
        storage.delete(table, true);
        assertThatThrownBy(() -> storage.open(ofRemovedTable)).isInstanceOf(FileNotFoundException.class);

        Path givenUp = new Path(table, "part-8.parquet");
        FSDataOutputStream out = storage.create(givenUp);
        out.write(SMALL_CONTENT);
        out.abort();
        out.close();
        assertThatThrownBy(() -> storage.open(givenUp)).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void aNewFileNextToCommitsTakesOneRequestAndIsNeverReplaced() throws IOException {
        ObjectFiles files = new ObjectFiles(table, hadoop);
        Path offset = new Path(table, "offsets/0");

        assertThat(requests(() -> write(files, offset, false, "first"))).isEqualTo(1);
        assertThatThrownBy(() -> write(files, offset, false, "second")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(text(offset)).isEqualTo("first");
        write(files, offset, true, "third");
        assertThat(text(offset)).isEqualTo("third");

        Path cancelled = new Path(table, "offsets/1");
        var out = files.createAtomic(cancelled, false);
        out.write(SMALL_CONTENT);
        out.cancel();
        out.close();
        assertThatThrownBy(() -> storage.open(cancelled)).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void aStorageWithoutConditionalPutIsLookedAtFirst() throws IOException {
        CheckpointFileManager files = new SingleDriverObjectFiles(table, hadoop);
        Path offset = new Path(table, "offsets/0");

        write(files, offset, false, "first");

        assertThatThrownBy(() -> write(files, offset, false, "second"))
                .hasRootCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(text(offset)).isEqualTo("first");
    }

    private interface Work {
        void run() throws IOException;
    }

    private long requests(Work work) throws IOException {
        long before = way.requests();
        work.run();
        return way.requests() - before;
    }

    private Path put(String name, byte[] content) {
        Path path = new Path(table, name);
        server.put(path.toUri().getHost(), path.toUri().getPath().substring(1), content);
        return path;
    }

    private byte[] content(Path path) throws IOException {
        try (FSDataInputStream in = storage.open(path)) {
            return in.readAllBytes();
        }
    }

    private String text(Path path) throws IOException {
        return new String(content(path), StandardCharsets.UTF_8);
    }

    private static void write(CheckpointFileManager files, Path path, boolean overwrite, String text)
            throws IOException {
        try (var out = files.createAtomic(path, overwrite)) {
            out.writeBytes(text);
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
