package sparkjoy.bronze;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import sparkjoy.source.LogFile;
import sparkjoy.source.Misplaced;

/**
 * Objects that are taken in together.
 *
 * @param source name of the source in the specification
 * @param generation of the lease under which they are taken in
 * @param files to read
 * @param misplaced to refuse unread
 * @param isReplacement the files take the place of their earlier versions
 */
record Batch(String source, long generation, List<LogFile> files, List<Misplaced> misplaced, boolean isReplacement) {

    /** Another one for each holder of the lease: rows of a holder that came back too late never pass for the next one's. */
    String id() {
        StringBuilder content = new StringBuilder().append(generation).append('\n');
        files.forEach(file ->
                content.append(file.path()).append('\n').append(file.version()).append('\n'));
        misplaced.forEach(object -> content.append(object.path()).append('\n'));
        return source + "-" + sha256(content.toString()).substring(0, 16);
    }

    /** The source of a batch, told from its id. */
    static String sourceOf(String id) {
        return id.substring(0, Math.max(0, id.lastIndexOf('-')));
    }

    List<String> paths() {
        return files.stream().map(LogFile::path).toList();
    }

    boolean isEmpty() {
        return files.isEmpty() && misplaced.isEmpty();
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
