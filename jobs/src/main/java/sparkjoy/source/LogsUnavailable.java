package sparkjoy.source;

import sparkjoy.error.UserError;

/** The user's kind of exception: what cannot be read as asked, with the value, and how to fix it. */
public final class LogsUnavailable extends UserError {
    public LogsUnavailable(String message) {
        super(message);
    }

    public LogsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
