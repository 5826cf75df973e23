package sparkjoy.bronze;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import sparkjoy.source.LogFile;
import sparkjoy.source.Misplaced;

/**
 * Objects that are taken in together.
 *
 * @param source name of the source in the specification
 * @param files to read
 * @param misplaced to refuse unread
 * @param isReplacement the files take the place of their earlier versions
 */
record Batch(String source, List<LogFile> files, List<Misplaced> misplaced, boolean isReplacement) {

    /** The same for the same versions of the same objects. */
    String id() {
        StringBuilder content = new StringBuilder();
        files.forEach(file ->
                content.append(file.path()).append('\n').append(file.version()).append('\n'));
        misplaced.forEach(object -> content.append(object.path()).append('\n'));
        return source + "-" + sha256(content.toString()).substring(0, 16);
    }

    List<String> paths() {
        return files.stream().map(LogFile::path).toList();
    }

    boolean isEmpty() {
        return files.isEmpty() && misplaced.isEmpty();
    }

    /** How many files of which days, for people. */
    String described() {
        if (files.isEmpty()) {
            return misplaced.size() + " misplaced objects";
        }
        LocalDate first = files.get(0).receivedDay();
        LocalDate last = files.get(files.size() - 1).receivedDay();
        String days = first.equals(last) ? "of " + first : "of " + first + " to " + last;
        return String.format("%,d %s files %s", files.size(), isReplacement ? "changed" : "new", days);
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
