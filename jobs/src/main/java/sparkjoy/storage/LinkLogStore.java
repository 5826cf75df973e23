package sparkjoy.storage;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Iterator;
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
        WholeFile file = new WholeFile(java.nio.file.Path.of(path.toUri().getPath()));
        Iterable<String> lines = () -> actions;
        if (overwrite) {
            file.replace(unseen -> Files.write(unseen, lines));
        } else {
            file.create(unseen -> Files.write(unseen, lines));
        }
    }

    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration hadoop) {
        return false;
    }
}
