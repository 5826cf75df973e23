package sparkjoy.gold;

import org.apache.spark.sql.Row;

/** One cell while it is counted: its counts, and the presence of the unit that is looked at. */
record CellTally(Cell cell, CellCounts counts, Presence presence) {
    static CellTally of(Cell cell, OwnKpis own) {
        return new CellTally(cell, new CellCounts(own), new Presence(own.size()));
    }

    void closeUnit() {
        counts.addUnit(presence);
        presence.clear();
    }

    Row row() {
        return counts.row(cell);
    }
}
