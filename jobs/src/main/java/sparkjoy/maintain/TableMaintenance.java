package sparkjoy.maintain;

import java.util.Optional;
import sparkjoy.lake.Footprint;

/**
 * What maintenance did to a table.
 *
 * @param lost how another writer's commit came first, so that the rest was left for the next time; empty where none did
 */
public record TableMaintenance(String table, Footprint before, Footprint after, Optional<String> lost) {}
