package sparkjoy.lease;

import sparkjoy.error.UserError;

/** This run gave no sign of life for longer than its lease lasts, and another run has taken over. */
public final class LeaseLost extends UserError {
    private static final long serialVersionUID = 1L;

    LeaseLost(String subject, String holder, long expirySeconds) {
        super("This run was silent for more than " + expirySeconds + "s, and another run has taken over " + subject
                + ": " + holder
                + ". This run stops before its next commit. Rerun it: no input is lost. If runs pause that long, raise"
                + " lease.expiry.");
    }
}
