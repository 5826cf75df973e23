package sparkjoy.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import sparkjoy.spec.Models;

/** The files of a source: what is bad is noted, and the others are read. */
final class SourceFiles {
    private static final int MOST_FILES = 20_000;
    private static final int DEEPEST_FOLDER = 30;

    private final String path;
    private final List<PathMatcher> excluded;
    private final long maxBytes;

    SourceFiles(String path, Models.Source source, Models models) {
        this.path = path;
        this.excluded = source.exclude().stream()
                .flatMap(glob -> Stream.of(matcher(glob), matcher("**/" + glob)))
                .toList();
        this.maxBytes = models.maxFileBytes();
    }

    /** The paths of the files, in order, as the specification's path begins; none where it leads to nothing. */
    List<Path> all(Findings findings) {
        Path start = Path.of(folder());
        Optional<PathMatcher> glob;
        try {
            glob = isGlob() ? Optional.of(matcher(path)) : Optional.empty();
        } catch (PatternSyntaxException e) {
            findings.failed(
                    path,
                    "is neither a file nor a glob; close its brackets and braces, as in deploy/{a,b}.yaml, in the path"
                            + " of the source " + findings.source());
            return List.of();
        }
        if (!Files.exists(start)) {
            findings.failed(
                    path,
                    "there is no such file or folder; correct the path of the source " + findings.source()
                            + " in models.sources");
            return List.of();
        }
        try (Stream<Path> found = Files.walk(start, DEEPEST_FOLDER)) {
            List<Path> files = found.filter(Files::isRegularFile)
                    .filter(file -> glob.isEmpty() || glob.get().matches(file))
                    .filter(file -> excluded.stream()
                            .noneMatch(matcher -> matcher.matches(file.equals(start) ? file : start.relativize(file))))
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (files.size() > MOST_FILES) {
                findings.error(path, "holds more than " + MOST_FILES + " files; name a folder that holds fewer");
            }
            if (files.isEmpty() && glob.isPresent()) {
                findings.failed(path, "matches no file; correct the path of the source " + findings.source());
            }
            return files;
        } catch (IOException | java.io.UncheckedIOException e) {
            findings.failed(path, "cannot be listed: " + e.getClass().getSimpleName());
            return List.of();
        }
    }

    /** The documents of all YAML and JSON files. */
    List<Value> documents(Findings findings) {
        return all(findings).stream()
                .filter(file -> isDocument(file.toString()))
                .flatMap(file -> documents(file, findings).stream())
                .toList();
    }

    /** The documents of one file; none where it is bad. */
    List<Value> documents(Path file, Findings findings) {
        try {
            String text = text(file);
            return file.toString().endsWith(".json")
                    ? JsonDocuments.of(file.toString(), text)
                    : YamlDocuments.of(file.toString(), text);
        } catch (BadFile e) {
            findings.error(e.place(), e.getMessage());
            return List.of();
        }
    }

    static boolean isDocument(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private String text(Path file) throws BadFile {
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw new BadFile(
                        file.toString(),
                        size + " bytes are more than models.max_file_bytes, " + maxBytes
                                + "; raise it, or exclude the file");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString()
                    .replaceFirst("^\uFEFF", "");
        } catch (CharacterCodingException e) {
            throw new BadFile(file.toString(), "not UTF-8 text; save it as UTF-8, or exclude the file");
        } catch (IOException e) {
            throw new BadFile(file.toString(), "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private boolean isGlob() {
        return path.matches(".*[*?\\[{].*") && !Files.exists(Path.of(path));
    }

    /** The folder before the first wildcard. */
    private String folder() {
        if (!isGlob()) {
            return path;
        }
        String before = path.replaceAll("[*?\\[{].*", "");
        int end = before.lastIndexOf('/');
        return end < 0 ? "" : before.substring(0, Math.max(end, 1));
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }
}
