package sparkjoy.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * The files below a Hadoop URI, such as s3a://…, on this machine for as long as they are read: a chart can then be
 * rendered as any other.
 *
 * @param folder where they are; it is deleted at the end
 * @param uri where they come from
 * @param path what is read on this machine: the folder, a file in it, or a glob
 */
record FetchedFiles(Path folder, String uri, String path) implements AutoCloseable {
    private static final int MOST_FILES = 20_000;

    /** Whether a path is a URI that Hadoop reads. */
    static boolean isRemote(String path) {
        return path.matches("[a-z][a-z0-9+.-]*://.*");
    }

    /**
     * Copies what is there; single files that cannot be copied are noted.
     *
     * @param key the key of the source that names the files
     * @throws BadFile where there is nothing, or where it cannot be read
     */
    static FetchedFiles of(String given, String key, Configuration hadoop, long maxBytes, Findings findings)
            throws BadFile {
        String text = given.replaceAll("/+$", "");
        String start = text.replaceAll("[*?\\[{].*", "");
        boolean isGlob = !start.equals(text);
        String uri = isGlob ? start.substring(0, start.lastIndexOf('/')) : text;
        FetchedFiles files = new FetchedFiles(temporary(), uri, isGlob ? text.substring(uri.length()) : "");
        try {
            boolean isFile = files.copy(key, hadoop, maxBytes, findings);
            return new FetchedFiles(
                    files.folder(),
                    isFile ? uri.substring(0, uri.lastIndexOf('/')) : uri,
                    files.folder() + files.path());
        } catch (BadFile e) {
            files.close();
            throw e;
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("joy-models-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the URI is that of a single file. */
    private boolean copy(String key, Configuration hadoop, long maxBytes, Findings findings) throws BadFile {
        try {
            var start = new org.apache.hadoop.fs.Path(uri);
            FileSystem storage = start.getFileSystem(hadoop);
            if (!storage.exists(start)) {
                throw new BadFile(
                        uri,
                        "there is no such file or folder; correct " + key + " of the source " + findings.source()
                                + " in models.sources");
            }
            copy(storage, start, maxBytes, findings);
            return storage.getFileStatus(start).isFile();
        } catch (UnsupportedFileSystemException e) {
            throw unknownScheme(key, findings);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (RuntimeException e) {
            // Hadoop wraps the missing class of a file system.
            throw e.getCause() instanceof ClassNotFoundException ? unknownScheme(key, findings) : unreadable(e);
        }
    }

    private BadFile unknownScheme(String key, Findings findings) {
        return new BadFile(
                uri,
                "there is no file system for " + uri.replaceFirst("://.*", "") + "://; correct " + key
                        + " of the source " + findings.source() + ", for example s3a://bucket/deploy");
    }

    private BadFile unreadable(Exception failure) {
        return new BadFile(
                uri,
                "cannot be read (" + failure.getClass().getSimpleName()
                        + "); check the path and the credentials of storage");
    }

    private void copy(FileSystem storage, org.apache.hadoop.fs.Path start, long maxBytes, Findings findings)
            throws IOException {
        String root = storage.makeQualified(start).toString();
        RemoteIterator<LocatedFileStatus> found = storage.listFiles(start, true);
        for (int count = 0; found.hasNext(); count++) {
            if (count >= MOST_FILES) {
                findings.error(uri, "holds more than " + MOST_FILES + " files; name a folder that holds fewer");
                return;
            }
            LocatedFileStatus file = found.next();
            String name = file.getPath().toString().substring(root.length());
            if (file.getLen() > maxBytes) {
                findings.error(
                        uri + name,
                        file.getLen() + " bytes are more than models.max_file_bytes, " + maxBytes
                                + "; raise it, or exclude the file");
                continue;
            }
            copy(storage, file, name.isEmpty() ? "/" + start.getName() : name);
        }
    }

    private void copy(FileSystem storage, LocatedFileStatus file, String name) throws IOException {
        Path target = Path.of(folder + name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("a name leads out of the folder");
        }
        Files.createDirectories(target.getParent());
        try (InputStream bytes = storage.open(file.getPath())) {
            Files.copy(bytes, target);
        }
    }

    /** A text that names files on this machine, with the names that they have where they come from. */
    String shown(String text) {
        return text.replace(folder.toString(), uri);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
