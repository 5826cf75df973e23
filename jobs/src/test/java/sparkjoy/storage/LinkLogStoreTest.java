package sparkjoy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delta's log on a local disk. */
class LinkLogStoreTest {
    private static final int WRITERS = 4;
    private static final int VERSIONS = 500;

    private final LinkLogStore store = new LinkLogStore(new Configuration(false));

    @TempDir
    private Path log;

    @Test
    void ofSeveralWritersOfAVersionExactlyOneWins() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = "writer " + writer;
            writers.add(() -> won(name));
        }
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        int won = 0;
        try {
            for (Future<Integer> one : threads.invokeAll(writers)) {
                won += one.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(won).isEqualTo(VERSIONS);
        try (Stream<Path> files = Files.list(log)) {
            assertThat(files).hasSize(VERSIONS);
        }
    }

    private int won(String writer) throws IOException {
        int won = 0;
        for (int version = 0; version < VERSIONS; version++) {
            try {
                write(version + ".json", false, writer);
                won++;
            } catch (FileAlreadyExistsException e) {
                assertThat(read(version + ".json"))
                        .hasSize(1)
                        .first()
                        .asString()
                        .startsWith("writer");
            }
        }
        return won;
    }

    @Test
    void whatIsThereStaysUnlessItIsToBeOverwritten() throws IOException {
        write("0.json", false, "first", "second");

        assertThatThrownBy(() -> write("0.json", false, "other")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(read("0.json")).containsExactly("first", "second");

        write("0.json", true, "other");
        assertThat(read("0.json")).containsExactly("other");
        assertThat(log.toFile().list()).containsExactly("0.json");
    }

    @Test
    void aWriteThatFailsLeavesNothing() {
        Iterable<String> broken = () -> Stream.of("first", "second")
                .map(line -> {
                    if (line.equals("second")) {
                        throw new IllegalStateException("the second line cannot be made");
                    }
                    return line;
                })
                .iterator();

        assertThatThrownBy(() -> store.write(at("0.json"), broken.iterator(), false, new Configuration(false)))
                .hasMessage("the second line cannot be made");

        assertThat(log.toFile().list()).isEmpty();
    }

    private void write(String name, boolean overwrite, String... lines) throws IOException {
        store.write(at(name), List.of(lines).iterator(), overwrite, new Configuration(false));
    }

    private List<String> read(String name) throws IOException {
        return Files.readAllLines(log.resolve(name));
    }

    private org.apache.hadoop.fs.Path at(String name) {
        return new org.apache.hadoop.fs.Path(log.resolve(name).toUri());
    }
}
