package sparkjoy.storage;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log on a local disk for any number of processes at once: a commit is written under another name and then linked
 * to its own, which fails where another process has been first. Delta's own store looks first and renames then, so that two
 * processes can both believe to have written a version. Delta finds it by the setting `spark.delta.logStore.file.impl`.
 */
public final class LinkLogStore extends HadoopFileSystemLogStore {

    public LinkLogStore(Configuration hadoop) {
        super(hadoop);
    }

    /**
     * Writes a file whole.
     *
     * @throws FileAlreadyExistsException where there is one that is not to be overwritten
     */
    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoop) throws IOException {
        java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
        java.nio.file.Path unseen = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Iterable<String> lines = () -> actions;
            Files.write(unseen, lines);
            if (overwrite) {
                Files.move(unseen, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                link(unseen, file);
            }
        } finally {
            Files.deleteIfExists(unseen);
        }
    }

    /** A disk without hard links gets what Delta's own store does. */
    private static void link(java.nio.file.Path unseen, java.nio.file.Path file) throws IOException {
        try {
            Files.createLink(file, unseen);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(unseen, file);
        }
    }

    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration hadoop) {
        return false;
    }
}
