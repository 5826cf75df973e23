package sparkjoy.init;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import sparkjoy.error.UserError;
import sparkjoy.run.Amount;
import sparkjoy.source.Fault;
import sparkjoy.source.Misplaced;
import sparkjoy.terminal.ShellWord;

/** There is nothing under a root to infer from; the message says what is there and what to do next. */
public final class NoSample extends UserError {
    private static final long serialVersionUID = 1L;

    private NoSample(String message) {
        super(message);
    }

    static void refuse(Target target, Sample sample) {
        if (!sample.calls().isEmpty()) {
            return;
        }
        String logs = target.logs();
        if (sample.chosen().sourcesThere() == 0) {
            throw new NoSample("There is no delivery in " + logs
                    + "/segment-logs yet: Segment delivers once per hour or less. Next: bin/joy init "
                    + ShellWord.of(logs) + " again after the first delivery.");
        }
        if (sample.chosen().files().isEmpty()) {
            throw new NoSample("No file below " + logs + "/segment-logs is a delivery of Segment"
                    + foreign(sample) + ". Next: bin/joy init with the folder that holds Segment's segment-logs/"
                    + ", or with --format ndjson or parquet if another tool wrote the files.");
        }
        Optional<Fault> most = mostFrequent(sample);
        if (most.filter(fault -> fault == Fault.ACCESS_DENIED).isPresent()) {
            throw new NoSample("No permission to read " + files(sample, Fault.ACCESS_DENIED) + " in " + logs
                    + ". Next: allow reading them (docs/s3.md has the policy for a bucket), then bin/joy init "
                    + ShellWord.of(logs) + ".");
        }
        if (most.filter(fault -> fault == Fault.READ_FAILED).isPresent()) {
            throw new NoSample("The storage failed while joy read " + files(sample, Fault.READ_FAILED) + " in " + logs
                    + ". Next: check the storage and the network, then rerun bin/joy init " + ShellWord.of(logs)
                    + ".");
        }
        throw new NoSample("No line of " + Amount.of(sample.chosen().files().size(), "file", "files") + " in " + logs
                + " is a Segment call"
                + most.map(fault -> "; the most frequent reason is " + fault + " (" + fault.meaning() + ")")
                        .orElse("")
                + ". Next: check that the folder holds Segment's raw logs, then bin/joy init "
                + ShellWord.of(logs) + ".");
    }

    /** `N of M files`. */
    private static String files(Sample sample, Fault fault) {
        return String.format(
                "%,d of %s",
                sample.refused().get(fault), Amount.of(sample.chosen().files().size(), "file", "files"));
    }

    private static String foreign(Sample sample) {
        return sample.chosen().misplaced().stream()
                .findFirst()
                .map(Misplaced::path)
                .map(path -> String.format(
                        ": %s in the wrong place, such as %s",
                        Amount.of(sample.chosen().misplaced().size(), "file or folder is", "files and folders are"),
                        path))
                .orElse("");
    }

    private static Optional<Fault> mostFrequent(Sample sample) {
        return sample.refused().entrySet().stream()
                .max(Comparator.comparing(Map.Entry<Fault, Long>::getValue))
                .map(Map.Entry::getKey);
    }
}
