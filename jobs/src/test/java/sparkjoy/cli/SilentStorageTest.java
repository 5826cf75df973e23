package sparkjoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;
import sparkjoy.engine.StorageAccess;
import sparkjoy.error.UserError;
import sparkjoy.init.Usual;

/** `joy init` where the storage stops answering in the sample; a real one takes seconds of retries to do so. */
class SilentStorageTest {
    @Test
    void theConfiguredEndpointAndTheNextCommandAreNamed() {
        UncheckedIOException failure = new UncheckedIOException(new ConnectException("s3a://logs/a.gz: refused"));

        assertThat(said(failure))
                .isEqualTo("joy init: The endpoint http://s3.local:9000 does not answer for s3a://logs/a.gz: check"
                        + " storage.endpoint, the network and that the server runs. Next: fix this, then rerun"
                        + " bin/joy init s3a://logs.");
    }

    @Test
    void aListingThatFailsSoSaysTheSame() {
        UserError failure = new UserError("Cannot list s3a://logs", new ConnectException("s3a://logs: refused"));

        assertThat(said(failure))
                .contains("The endpoint http://s3.local:9000 does not answer for s3a://logs: check ", "Next: fix this");
    }

    @Test
    void aMessageAboutSomethingElseStays() {
        assertThat(said(new UserError("No permission to list", new AccessDeniedException("s3a://logs"))))
                .isEqualTo("joy init: No permission to list");
    }

    private static String said(RuntimeException failure) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
        new CommandParser(List.of(new FailingInit(failure)), Map.of(), false)
                .run("init", new String[0], new Console(print, print, false));
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    private record FailingInit(RuntimeException failure) implements Verb {
        @Override
        public String name() {
            return "init";
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public Options options() {
            return new Options();
        }

        @Override
        public ExitCode run(Invocation invocation, Console console) {
            StorageAccess access = new StorageAccess(
                    Usual.spec(List.of("storage.endpoint=http://s3.local:9000"), Map.of())
                            .storage(),
                    Map.of());
            return InitVerb.sampled(access, "s3a://logs", settings -> {
                throw failure;
            });
        }
    }
}
