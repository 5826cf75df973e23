package sparkjoy.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.checkpointing.FileSystemBasedCheckpointFileManager;

/**
 * Writes the small files next to Delta's commits and those of a stream's checkpoint on S3. An object appears whole or not at all,
 * so it is written under its own name: to write it under another and to rename it takes about ten requests more. A file that must
 * be new is written by one conditional PUT. Spark finds this by the setting `spark.sql.streaming.checkpointFileManagerClass`.
 */
public class ObjectFiles extends FileSystemBasedCheckpointFileManager {

    public ObjectFiles(Path folder, Configuration hadoop) {
        super(folder, hadoop);
    }

    @Override
    public final CheckpointFileManager.CancellableFSDataOutputStream createAtomic(Path path, boolean overwrite) {
        try {
            return overwrite ? new Replacing(fs().create(path, true)) : createNew(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that must be new; a class of its own where the storage has no conditional PUT. */
    CheckpointFileManager.CancellableFSDataOutputStream createNew(Path path) throws IOException {
        return new Exclusive(new ExclusiveWrite(fs()), path, new ByteArrayOutputStream());
    }

    /** The object appears when this is closed. */
    static final class Replacing extends CheckpointFileManager.CancellableFSDataOutputStream {
        private final FSDataOutputStream object;

        Replacing(FSDataOutputStream object) {
            super(object);
            this.object = object;
        }

        /** Nothing of the object appears. */
        @Override
        public void cancel() {
            object.abort();
        }
    }

    private static final class Exclusive extends CheckpointFileManager.CancellableFSDataOutputStream {
        private final ExclusiveWrite storage;
        private final Path path;
        private final ByteArrayOutputStream content;
        private boolean isOver;

        Exclusive(ExclusiveWrite storage, Path path, ByteArrayOutputStream content) {
            super(content);
            this.storage = storage;
            this.path = path;
            this.content = content;
        }

        @Override
        public void close() throws IOException {
            if (isOver) {
                return;
            }
            isOver = true;
            flush();
            try {
                storage.create(path, content.toByteArray());
            } catch (FileAlreadyExistsException e) {
                throw (IOException) new org.apache.hadoop.fs.FileAlreadyExistsException(path.toString()).initCause(e);
            }
        }

        @Override
        public void cancel() {
            isOver = true;
        }
    }
}
