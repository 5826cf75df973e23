package sparkjoy.storage;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;

/** The same for a storage without conditional PUT, to which one driver writes: it looks before it writes. */
public final class SingleDriverObjectFiles extends ObjectFiles {

    public SingleDriverObjectFiles(Path folder, Configuration hadoop) {
        super(folder, hadoop);
    }

    @Override
    CheckpointFileManager.CancellableFSDataOutputStream createNew(Path path) throws IOException {
        if (exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return new Replacing(fs().create(path, true));
    }
}
