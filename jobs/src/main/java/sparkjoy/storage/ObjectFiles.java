package sparkjoy.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.checkpointing.FileSystemBasedCheckpointFileManager;

/**
 * Writes the small files next to Delta's commits and those of a stream's checkpoint on S3. An object appears whole or not at all,
 * so it is written under its own name: to write it under another and to rename it takes about ten requests more. Spark finds
 * this by the setting `spark.sql.streaming.checkpointFileManagerClass`.
 */
public final class ObjectFiles extends FileSystemBasedCheckpointFileManager {

    public ObjectFiles(Path folder, Configuration hadoop) {
        super(folder, hadoop);
    }

    @Override
    public CheckpointFileManager.CancellableFSDataOutputStream createAtomic(Path path, boolean overwrite) {
        try {
            if (!overwrite && exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            return new Cancellable(fs().create(path, true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Cancellable extends CheckpointFileManager.CancellableFSDataOutputStream {
        private final FSDataOutputStream object;

        Cancellable(FSDataOutputStream object) {
            super(object);
            this.object = object;
        }

        /** Nothing of the object appears. */
        @Override
        public void cancel() {
            object.abort();
        }
    }
}
