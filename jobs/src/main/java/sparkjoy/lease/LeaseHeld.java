package sparkjoy.lease;

import sparkjoy.UserError;

/** A lease is held by another run that gives signs of life. */
public final class LeaseHeld extends UserError {
    private static final long serialVersionUID = 1L;

    LeaseHeld(String subject, String holder, String waited, String free) {
        super("Another run is at work on " + subject + ": " + holder + ". This run gave up" + waited
                + " and changed nothing. " + free + " Run again then or when the other has ended, or let runs wait:"
                + " lease.max_wait.");
    }
}
