package sparkjoy.bronze;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.run.Workspace;
import sparkjoy.source.Fault;
import sparkjoy.source.LogFile;
import sparkjoy.spec.Source;

/** Reads objects by the rules of today, without taking them in, and compares with what ledger and quarantine say of them. */
record Examination(Workspace workspace, Source source, List<LogFile> files) {

    /** The objects that would be accounted for otherwise now; one that cannot be read at present is none of them. */
    List<LogFile> changed() {
        Dataset<Row> found = Intake.read(workspace, source, files, true)
                .filter("fault_reason IS NOT NULL OR file IS NOT NULL")
                .select("path", "line_number", "fault_reason", "raw_sha256", "file")
                .persist();
        List<FileTally> tallies = found.filter("file IS NOT NULL").collectAsList().stream()
                .map(FileTally::of)
                .filter(tally -> !tally.isUnreadable())
                .toList();
        Column isBeyond = tallies.stream()
                .filter(FileTally::isAltered)
                .map(tally ->
                        col("path").equalTo(tally.path()).and(col("line_number").gt(tally.lastLine())))
                .reduce(lit(false), Column::or);
        Set<String> changed = otherRefusals(found.filter("file IS NULL AND fault_reason <> 'EMPTY_FILE'")
                .filter(coalesce(not(isBeyond), lit(true)))
                .drop("file"));
        changed.addAll(otherAccounts(tallies));
        changed.retainAll(tallies.stream().map(FileTally::path).toList());
        return files.stream().filter(file -> changed.contains(file.path())).toList();
    }

    private Set<String> otherRefusals(Dataset<Row> refused) {
        Dataset<Row> found = refused.withColumnRenamed("fault_reason", "reason")
                .withColumn("rule_version", lit(Fault.RULE_VERSION))
                .select("path", "line_number", "reason", "raw_sha256", "rule_version");
        Dataset<Row> known = workspace
                .lake()
                .read(BronzeTables.QUARANTINE)
                .filter(col("path").isInCollection(paths()))
                .filter(col("status").notEqual("REPLAYED").and(col("reason").notEqual(FileRules.TOO_MANY)))
                .select(found.columns()[0], Arrays.copyOfRange(found.columns(), 1, found.columns().length));
        return found.except(known).union(known.except(found)).select("path").distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private List<String> otherAccounts(List<FileTally> tallies) {
        FileRules rules = new FileRules(workspace.spec().thresholds(), source.onBrokenFile());
        Map<String, LogFile> byPath = files.stream().collect(Collectors.toMap(LogFile::path, Function.identity()));
        Set<List<Object>> known = workspace
                .lake()
                .read(Ledger.TABLE)
                .filter(col("path").isInCollection(paths()).and(col("status").notEqual("REPLACED")))
                .select("path", "version", "status", "lines", "rows", "reason")
                .collectAsList()
                .stream()
                .map(row -> Arrays.asList(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5)))
                .collect(Collectors.toSet());
        return tallies.stream()
                .filter(tally -> !known.contains(Arrays.<Object>asList(
                        tally.path(),
                        byPath.get(tally.path()).version(),
                        rules.status(tally).name(),
                        tally.lines(),
                        rules.publishedRows(tally),
                        rules.reason(tally).orElse(null))))
                .map(FileTally::path)
                .toList();
    }

    private List<String> paths() {
        return files.stream().map(LogFile::path).toList();
    }
}
