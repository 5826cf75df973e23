package sparkjoy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local disk, as Hadoop's own file system treats it. */
class LocalDiskTest {

    @TempDir
    private Path folder;

    @Test
    void filesAndFoldersHaveThePermissionsThatHadoopGivesThem() throws IOException {
        assertThat(permissionsOfWhatIsMadeBy(new LocalDisk(), "ours"))
                .isEqualTo(permissionsOfWhatIsMadeBy(new LocalFileSystem(), "hadoop"));
    }

    private String permissionsOfWhatIsMadeBy(FileSystem files, String name) throws IOException {
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.permissions.umask-mode", "027");
        files.initialize(folder.toUri(), hadoop);
        Path made = folder.resolve(name).resolve("file");
        try (OutputStream out = files.create(new org.apache.hadoop.fs.Path(made.toUri()))) {
            out.write(1);
        }
        return permissions(made.getParent()) + " " + permissions(made);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
