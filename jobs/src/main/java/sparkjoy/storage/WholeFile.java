package sparkjoy.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file of a local disk that is seen whole or not at all: it is written under another name first, and then gets its own.
 *
 * @param file its own name, in a folder that is there
 */
record WholeFile(Path file) {

    /** Something to do with the name under which nobody looks for the file. */
    @FunctionalInterface
    interface Step {
        void on(Path unseen) throws IOException;
    }

    /**
     * Writes the file where none is: of several writers exactly one succeeds.
     *
     * @throws FileAlreadyExistsException where there is one
     */
    void create(Step writing) throws IOException {
        write(writing, this::link);
    }

    /** Writes the file in the place of the one that may be there. */
    void replace(Step writing) throws IOException {
        write(
                writing,
                unseen ->
                        Files.move(unseen, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    private void write(Step writing, Step naming) throws IOException {
        Path unseen = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            writing.on(unseen);
            naming.on(unseen);
        } finally {
            Files.deleteIfExists(unseen);
        }
    }

    /** On a disk without hard links one writer still wins, yet a reader may see a part of the file. */
    private void link(Path unseen) throws IOException {
        try {
            Files.createLink(file, unseen);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(unseen, file);
        }
    }
}
