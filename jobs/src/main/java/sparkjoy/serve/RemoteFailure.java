package sparkjoy.serve;

import sparkjoy.error.UserError;

/** What a worker said of a statement that failed there. */
final class RemoteFailure extends UserError {
    private static final long serialVersionUID = 1L;

    private final String sqlState;

    RemoteFailure(String message, String sqlState) {
        super(message);
        this.sqlState = sqlState;
    }

    String sqlState() {
        return sqlState;
    }
}
