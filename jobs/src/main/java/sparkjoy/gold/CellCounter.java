package sparkjoy.gold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Counts the activity of one partition in its cells. The rows of a unit must follow one another, and those of a session
 * within: so distinct units and sessions are counted by looking at one unit at a time. Memory holds the cells of that
 * unit, the products that its open session was shown on a day, and a bounded number of other cells: a cell may be given in
 * several parts, for others to sum. Rows without a unit are of no user and no session, their sums count.
 */
final class CellCounter implements Iterator<Row> {
    private static final int MAX_CELLS = 100_000;

    /** Sums of the rows of one cell, and all cells that they count in. */
    private record Counted(CellCounts sums, List<CellTally> cells) {}

    private final Iterator<Row> activity;
    private final OwnKpis own;
    private final Map<Cell, Counted> counted = new HashMap<>();
    private final Map<Cell, CellTally> tallies = new HashMap<>();
    /** Where the unit has been, and where it has in its open session. */
    private final List<CellTally> unit = new ArrayList<>();

    private final List<CellTally> session = new ArrayList<>();
    private final ShownProducts shown = new ShownProducts();
    private Optional<String> unitId = Optional.empty();
    private Optional<String> sessionId = Optional.empty();
    private Iterator<Row> ready = Collections.emptyIterator();

    /** Reads rows of {@link Activity#byUnit}. */
    CellCounter(Iterator<Row> activity, OwnKpis own) {
        this.activity = activity;
        this.own = own;
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext() && activity.hasNext()) {
            add(activity.next());
        }
        if (!ready.hasNext()) {
            closeUnit();
            ready = taken();
        }
        return ready.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.next();
    }

    private void add(Row row) {
        Optional<String> rowUnit = Optional.ofNullable(row.getString(2));
        Optional<String> rowSession = Optional.ofNullable(row.getString(3));
        if (!rowUnit.equals(unitId)) {
            closeUnit();
            if (tallies.size() >= MAX_CELLS) {
                ready = taken();
            }
        } else if (!rowSession.equals(sessionId)) {
            closeSession();
        }
        unitId = rowUnit;
        sessionId = rowSession;
        Counted cell = counted.computeIfAbsent(Cell.of(row), this::counted);
        cell.sums().add(row, shown.isUnshownClick(row));
        if (unitId.isPresent()) {
            long bits = CellCounts.presence(row);
            for (CellTally tally : cell.cells()) {
                if (tally.presence().add(bits)) {
                    session.add(tally);
                }
            }
        }
    }

    private Counted counted(Cell cell) {
        return new Counted(
                new CellCounts(own),
                cell.withTotals().stream()
                        .map(total -> tallies.computeIfAbsent(total, cellOfTotal -> CellTally.of(cellOfTotal, own)))
                        .toList());
    }

    private void closeSession() {
        for (CellTally tally : session) {
            if (tally.presence().closeSession(sessionId.isPresent())) {
                unit.add(tally);
            }
        }
        session.clear();
        shown.clear();
    }

    private void closeUnit() {
        closeSession();
        unit.forEach(CellTally::closeUnit);
        unit.clear();
    }

    /** Takes all that was counted so far: the sums of each cell go to the cells above it. */
    private Iterator<Row> taken() {
        counted.values()
                .forEach(cell -> cell.cells().forEach(tally -> tally.counts().addSums(cell.sums())));
        List<Row> rows = tallies.values().stream().map(CellTally::row).toList();
        counted.clear();
        tallies.clear();
        return rows.iterator();
    }
}
