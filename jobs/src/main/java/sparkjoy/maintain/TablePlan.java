package sparkjoy.maintain;

import sparkjoy.lake.Footprint;

/**
 * What maintenance would do to a table.
 *
 * @param compactable small files that it would make fewer
 * @param vacuumable files and folders of versions beyond the retention that it would remove
 */
public record TablePlan(String table, Footprint now, long compactable, long vacuumable) {}
