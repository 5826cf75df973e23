package sparkjoy.source;

import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.stream.Stream;
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

    /** Whether not even a connection is made: then the other objects cannot be read either. */
    static boolean isOfTheStorage(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ConnectException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof UnknownHostException);
    }
}
