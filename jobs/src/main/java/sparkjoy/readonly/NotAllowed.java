package sparkjoy.readonly;

import sparkjoy.error.UserError;

/** A statement or an expression that does more than read the lake's tables; the message says what is answered. */
public final class NotAllowed extends UserError {
    private static final long serialVersionUID = 1L;

    NotAllowed(String message) {
        super(message);
    }
}
