package sparkjoy.engine;

import sparkjoy.error.UserError;

/** A storage cannot be used; the message names its address and what to check. */
public final class StorageUnavailable extends UserError {
    private static final long serialVersionUID = 1L;

    StorageUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
