package sparkjoy.bronze;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.run.Amount;
import sparkjoy.source.FileLimits;
import sparkjoy.source.LogFile;
import sparkjoy.source.Misplaced;
import sparkjoy.spec.Source;

/**
 * Objects that are taken in together.
 *
 * @param source name of the source in the specification
 * @param generation of the lease under which they are taken in
 * @param files to read
 * @param misplaced to refuse unread
 * @param replaced path to the batches in whose place its object comes; empty where all objects are new
 */
record Batch(
        String source,
        long generation,
        List<LogFile> files,
        List<Misplaced> misplaced,
        Map<String, List<String>> replaced) {
    private static final String AGAIN = "-again";

    /** Objects whose paths the ledger does not know. */
    static Batch ofNew(String source, long generation, List<LogFile> files, List<Misplaced> misplaced) {
        return new Batch(source, generation, files, misplaced, Map.of());
    }

    /** Objects whose paths the ledger knows: their rows take the place of the earlier ones. */
    static Batch inPlace(String source, long generation, List<LogFile> files, Ledger ledger) {
        return new Batch(
                source,
                generation,
                files,
                List.of(),
                files.stream().map(LogFile::path).collect(Collectors.toMap(Function.identity(), ledger::batchesOf)));
    }

    /** Cuts files, in their order, into what a source lets one batch have. */
    static Stream<List<LogFile>> bounded(List<LogFile> files, Source source) {
        return new FileLimits(source.batchFiles(), source.batchBytes()).cut(files);
    }

    /** Whether an id is that of a batch of a source. */
    static boolean isOf(String id, String source) {
        return id.matches(idPattern(source));
    }

    /** A regular expression of the ids of a source's batches. */
    static String idPattern(String source) {
        return Pattern.quote(source) + "-[^-]+(" + AGAIN + ")?";
    }

    /** Whether the id is that of a batch that took the place of earlier ones. */
    static boolean isReplacement(String id) {
        return id.endsWith(AGAIN);
    }

    boolean isReplacement() {
        return !replaced.isEmpty();
    }

    /**
     * Another one for each holder of the lease: rows of a holder that came back too late never pass for the next one's.
     * For one holder the same for the same versions of the same objects in place of the same batches.
     */
    String id() {
        StringBuilder content = new StringBuilder().append(generation).append('\n');
        files.forEach(file ->
                content.append(file.path()).append('\n').append(file.version()).append('\n'));
        misplaced.forEach(object -> content.append(object.path()).append('\n'));
        new TreeMap<>(replaced).values().forEach(content::append);
        return source + "-" + sha256(content.toString()).substring(0, 16) + (isReplacement() ? AGAIN : "");
    }

    List<String> paths() {
        return files.stream().map(LogFile::path).toList();
    }

    boolean isEmpty() {
        return files.isEmpty() && misplaced.isEmpty();
    }

    /** How many files of which days, for people. */
    String text() {
        if (files.isEmpty()) {
            return Amount.of(misplaced.size(), "misplaced object", "misplaced objects");
        }
        LocalDate first = files.get(0).receivedDay();
        LocalDate last = files.get(files.size() - 1).receivedDay();
        String days = first.equals(last) ? "of " + first : "of " + first + " to " + last;
        return isReplacement()
                ? Amount.of(files.size(), "file ", "files ") + days + " again"
                : Amount.of(files.size(), "new file ", "new files ") + days;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
