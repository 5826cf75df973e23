package sparkjoy.lake;

import sparkjoy.error.UserError;

/** Another writer changed a table while this run computed what to write to it; nothing was written. */
public final class Overtaken extends UserError {
    private static final long serialVersionUID = 1L;

    Overtaken(String table, Exception conflict) {
        super(
                "Another writer changed " + table
                        + " while this run computed it; nothing was written to it. Rerun the job.",
                conflict);
    }
}
