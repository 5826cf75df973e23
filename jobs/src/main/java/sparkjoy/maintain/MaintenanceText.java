package sparkjoy.maintain;

import java.util.List;
import sparkjoy.lake.Footprint;
import sparkjoy.report.TextTable;

/** Maintenance as a terminal shows it: what each table took before and takes after. */
public final class MaintenanceText {
    private MaintenanceText() {}

    public static String ofPlan(List<TablePlan> tables) {
        TextTable text =
                new TextTable("table", "files", "size", "to compact", "stored", "stored size", "to vacuum", "log");
        for (TablePlan table : tables) {
            Footprint now = table.now();
            text.row(
                    table.table(),
                    number(now.files()),
                    size(now.bytes()),
                    number(table.compactable()),
                    number(now.storedFiles()),
                    size(now.storedBytes()),
                    number(table.vacuumable()),
                    number(now.logFiles()));
        }
        return text + "\nNothing was changed.";
    }

    public static String of(List<TableMaintenance> tables) {
        TextTable text = new TextTable("table", "files", "size", "stored", "stored size", "log", "");
        for (TableMaintenance table : tables) {
            Footprint before = table.before();
            Footprint after = table.after();
            text.row(
                    table.table(),
                    change(number(before.files()), number(after.files())),
                    change(size(before.bytes()), size(after.bytes())),
                    change(number(before.storedFiles()), number(after.storedFiles())),
                    change(size(before.storedBytes()), size(after.storedBytes())),
                    change(number(before.logFiles()), number(after.logFiles())),
                    table.lost().map(reason -> "LOST: " + reason).orElse(""));
        }
        return text.toString();
    }

    private static String change(String before, String after) {
        return before.equals(after) ? after : before + " -> " + after;
    }

    private static String number(long value) {
        return String.format("%,d", value);
    }

    private static String size(long bytes) {
        return bytes < 1 << 20
                ? String.format("%,d KiB", (bytes + 1023) >> 10)
                : String.format("%,.1f MiB", bytes / 1048576.0);
    }
}
