package sparkjoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Statements that must be refused and statements that must be answered, and a place to see whether they were: a file
 * whose word nobody may learn, and a folder that nobody may make.
 */
record ReadOnlyStatements(Path canary, Path lake, Path out) {
    static final String SECRET = "CANARY-7f3a9c";

    static ReadOnlyStatements in(Path folder, Path lake) throws IOException {
        Path canary = Files.writeString(folder.resolve("canary.txt"), SECRET + "\n");
        return new ReadOnlyStatements(canary, lake, folder.resolve("out"));
    }

    List<String> hostile() throws IOException {
        return statements("hostile.sql");
    }

    List<String> friendly() throws IOException {
        return statements("friendly.sql");
    }

    /** Each file of the lake and around it, with its size and its time of change. */
    Map<Path, String> disk() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(lake);
                Stream<Path> around = Files.list(canary.getParent())) {
            for (Path path : Stream.concat(tree, around).toList()) {
                FileTime changed = Files.getLastModifiedTime(path);
                files.put(path, Files.isRegularFile(path) ? Files.size(path) + " " + changed : "folder");
            }
        }
        return files;
    }

    private List<String> statements(String file) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/read-only", file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.replace("{canary}", canary.toString())
                        .replace("{lake}", lake.toString())
                        .replace("{out}", out.toString())
                        .replace("{newline}", "\n"))
                .toList();
    }
}
