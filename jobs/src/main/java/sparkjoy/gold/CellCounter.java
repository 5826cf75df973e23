package sparkjoy.gold;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Counts the activity of one partition in its cells. The rows of a unit must follow one another, and those of a session
 * within: so distinct units and sessions are counted by looking at one unit at a time. Memory holds that unit and a
 * bounded number of cells: a cell may be given in several parts, for others to sum. Rows without a unit are of no user and
 * no session, their sums count.
 */
final class CellCounter implements Iterator<Row> {
    private static final int MAX_CELLS = 100_000;

    private final Iterator<Row> activity;
    private final Map<Cell, List<Cell>> totals = new HashMap<>();
    private final Map<Cell, CellCounts> sums = new HashMap<>();
    private final Map<Cell, CellCounts> counts = new HashMap<>();
    private Map<Cell, Presence> unit = new HashMap<>();
    private Map<Cell, Integer> session = new HashMap<>();
    private Optional<String> unitId = Optional.empty();
    private Optional<String> sessionId = Optional.empty();
    private Iterator<Row> ready = Collections.emptyIterator();

    /** Reads rows of {@link Activity#byUnit}, sorted by unit and session. */
    CellCounter(Iterator<Row> activity) {
        this.activity = activity;
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext() && activity.hasNext()) {
            count();
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

    /** Counts until there are many cells or no more rows. */
    private void count() {
        while (activity.hasNext() && counts.size() < MAX_CELLS) {
            add(activity.next());
        }
        if (!activity.hasNext()) {
            closeUnit();
        }
        ready = taken();
    }

    private void add(Row row) {
        Optional<String> rowUnit = Optional.ofNullable(row.getString(2));
        Optional<String> rowSession = Optional.ofNullable(row.getString(3));
        if (!rowUnit.equals(unitId)) {
            closeUnit();
        } else if (!rowSession.equals(sessionId)) {
            closeSession();
        }
        unitId = rowUnit;
        sessionId = rowSession;
        Cell cell = Cell.of(row);
        sums.computeIfAbsent(cell, unseen -> new CellCounts()).add(row);
        List<Cell> all = totals.computeIfAbsent(cell, Cell::withTotals);
        if (unitId.isPresent()) {
            int bits = Presence.bits(row);
            all.forEach(total -> session.merge(total, bits, (some, more) -> some | more));
        }
    }

    private void closeSession() {
        session.forEach((cell, bits) ->
                unit.computeIfAbsent(cell, unseen -> new Presence()).add(bits, sessionId.isPresent()));
        session = new HashMap<>();
    }

    private void closeUnit() {
        closeSession();
        unit.forEach((cell, presence) ->
                counts.computeIfAbsent(cell, unseen -> new CellCounts()).addUnit(presence));
        unit = new HashMap<>();
    }

    /** Takes all that was counted so far: the sums of each cell go to the cells above it. */
    private Iterator<Row> taken() {
        sums.forEach((cell, sum) -> totals.get(cell)
                .forEach(total -> counts.computeIfAbsent(total, unseen -> new CellCounts())
                        .addSums(sum)));
        List<Row> rows = counts.entrySet().stream()
                .map(entry -> entry.getValue().row(entry.getKey()))
                .collect(Collectors.toList());
        sums.clear();
        counts.clear();
        totals.clear();
        return rows.iterator();
    }
}
