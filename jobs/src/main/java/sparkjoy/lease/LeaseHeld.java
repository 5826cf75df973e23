package sparkjoy.lease;

import sparkjoy.error.UserError;

/** A lease is held by another run that gives signs of life. */
public final class LeaseHeld extends UserError {
    private static final long serialVersionUID = 1L;

    LeaseHeld(String subject, String holder, String waited, String free) {
        super("Another run holds the lease on " + subject + ": " + holder + ". This run gave up" + waited
                + " and changed nothing. " + free
                + " Retry when the other run has ended, or raise lease.max_wait so that runs wait.");
    }
}
