package sparkjoy.serve;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hive.service.rpc.thrift.TStatus;
import org.apache.hive.service.rpc.thrift.TStatusCode;
import org.apache.spark.SparkThrowable;
import sparkjoy.readonly.NotAllowed;

/** How calls of the protocol end: well, or with a message for whoever called. */
final class Answers {
    /** SQL's state of a transaction that may only read. */
    private static final String READ_ONLY = "25006";

    private static final String OTHER = "HY000";

    private Answers() {}

    static TStatus done() {
        return new TStatus(TStatusCode.SUCCESS_STATUS);
    }

    /** Does what was asked for and says how it went. */
    static TStatus status(Callable<?> work) {
        try {
            work.call();
            return done();
        } catch (Throwable failure) { // Also out of memory and out of stack: the connection goes on.
            Exception e = Failures.explained(failure);
            TStatus status = new TStatus(TStatusCode.ERROR_STATUS);
            status.setErrorMessage(message(e));
            status.setSqlState(sqlState(e));
            return status;
        }
    }

    static TStatus notOffered(String what) {
        TStatus status = new TStatus(TStatusCode.ERROR_STATUS);
        status.setErrorMessage("This server has no " + what + ".");
        status.setSqlState("0A000");
        return status;
    }

    static String message(Exception failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }

    static String sqlState(Exception failure) {
        if (failure instanceof NotAllowed) {
            return READ_ONLY;
        }
        if (failure instanceof RemoteFailure remote) {
            return Objects.requireNonNullElse(remote.sqlState(), OTHER);
        }
        return failure instanceof SparkThrowable local ? Objects.requireNonNullElse(local.getSqlState(), OTHER) : OTHER;
    }
}
