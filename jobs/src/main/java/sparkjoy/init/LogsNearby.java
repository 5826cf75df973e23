package sparkjoy.init;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Looks for `segment-logs/` above and below a folder in which it is not. */
final class LogsNearby {
    private static final String FOLDER = "segment-logs";
    private static final int MOST_CHILDREN = 20;

    private LogsNearby() {}

    /** The folder that was probably meant. */
    static Optional<String> of(Configuration configuration, String root) {
        try {
            Path given = new Path(root);
            for (Path folder = given; folder != null; folder = folder.getParent()) {
                if (folder.getName().equals(FOLDER) && !folder.equals(given)) {
                    return Optional.of(folder.getParent().toString());
                }
            }
            return below(given.getFileSystem(configuration), given);
        } catch (IOException | IllegalArgumentException notListed) {
            return Optional.empty();
        }
    }

    private static Optional<String> below(FileSystem storage, Path root) throws IOException {
        for (FileStatus child : Arrays.stream(storage.listStatus(root))
                .filter(FileStatus::isDirectory)
                .limit(MOST_CHILDREN)
                .toList()) {
            if (storage.exists(new Path(child.getPath(), FOLDER))) {
                return Optional.of(child.getPath().toString());
            }
        }
        return Optional.empty();
    }
}
