package sparkjoy.lease;

import sparkjoy.UserError;

/** A lease is held by another run that gives signs of life. */
public final class LeaseHeld extends UserError {
    private static final long serialVersionUID = 1L;

    LeaseHeld(String subject, String holder, String waited) {
        super("Another run is at work on " + subject + ": " + holder + ". This run leaves" + waited
                + " without having changed it. Run again when the other has ended, or let runs wait: lease.max_wait.");
    }
}
