package sparkjoy.source;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.security.AccessControlException;

/** Tells from a storage's exception which fault a file has. */
final class ReadFailure {
    private ReadFailure() {}

    static Fault reasonOf(Throwable failure) {
        if (failure instanceof AccessDeniedException || failure instanceof AccessControlException) {
            return Fault.ACCESS_DENIED;
        }
        if (failure instanceof FileNotFoundException || failure instanceof NoSuchFileException) {
            String message = String.valueOf(failure.getMessage());
            return message.endsWith("(Permission denied)") ? Fault.ACCESS_DENIED : Fault.FILE_VANISHED;
        }
        return Fault.READ_FAILED;
    }
}
