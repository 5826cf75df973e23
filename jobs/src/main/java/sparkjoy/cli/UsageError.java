package sparkjoy.cli;

import sparkjoy.error.UserError;

/** The command line is not one that the verb understands. */
final class UsageError extends UserError {
    private static final long serialVersionUID = 1L;

    UsageError(String message) {
        super(message);
    }
}
