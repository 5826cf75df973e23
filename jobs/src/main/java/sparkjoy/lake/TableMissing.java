package sparkjoy.lake;

import sparkjoy.error.UserError;

/** A table is asked for that no job has written yet. */
public final class TableMissing extends UserError {
    private static final long serialVersionUID = 1L;

    TableMissing(String table, String location) {
        super("There is no table " + table + " at " + location
                + ": run the job that writes it (joy run all), or check the table's name and the"
                + " specification's lake.");
    }
}
