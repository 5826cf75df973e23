package sparkjoy.storage;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log on S3 for any number of drivers at once: a commit is a conditional PUT, so that of two drivers that write
 * the same version one wins and the other is told, and Delta lets it try the next. Delta finds it by the setting
 * `spark.delta.logStore.s3a.impl`.
 */
public final class ConditionalLogStore extends HadoopFileSystemLogStore {
    /** Some servers list an object under such a name while it is being written. */
    private static final Pattern IN_FLIGHT = Pattern.compile(".+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public ConditionalLogStore(Configuration hadoop) {
        super(hadoop);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoop) throws IOException {
        FileSystem storage = path.getFileSystem(hadoop);
        StringBuilder lines = new StringBuilder();
        actions.forEachRemaining(action -> lines.append(action).append('\n'));
        byte[] content = lines.toString().getBytes(StandardCharsets.UTF_8);
        if (!overwrite) {
            new ExclusiveWrite(storage).create(path, content);
            return;
        }
        try (FSDataOutputStream out = storage.create(path, true)) {
            out.write(content);
        }
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration hadoop) throws IOException {
        FileSystem storage = path.getFileSystem(hadoop);
        Path first = storage.makeQualified(path);
        List<FileStatus> found = FolderFrom.of(storage, first).stream()
                .filter(object -> !IN_FLIGHT.matcher(object.getPath().getName()).matches())
                .sorted(Comparator.comparing(object -> object.getPath().getName()))
                .toList();
        if (found.isEmpty() && !storage.exists(first.getParent())) {
            throw new FileNotFoundException("There is no folder " + first.getParent());
        }
        return found.iterator();
    }

    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration hadoop) {
        return false;
    }
}
