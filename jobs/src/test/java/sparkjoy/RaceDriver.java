package sparkjoy;

import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/**
 * One driver of a {@link WriterRace}: appends rows of its name, one a commit, when the object `go` is there, and says
 * each that it was told to have committed. Arguments: its name, the number of its commits, and values of the
 * specification.
 */
public final class RaceDriver {
    static final String READY = "READY";
    static final String MADE = "MADE";
    static final String FINISHED = "FINISHED";
    static final String FOUND = "FOUND";
    static final String COUNTED = "COUNTED";
    private static final String TABLE = "silver.rejected";
    private static final int LOOK_AGAIN_MILLIS = 50;

    private final SparkSession spark;
    private final Lake lake;
    private final String name;

    private RaceDriver(SparkSession spark, Lake lake, String name) {
        this.spark = spark;
        this.lake = lake;
        this.name = name;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> values = List.of(arguments).subList(2, arguments.length);
        Spec spec = new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), values, Map.of());
        SparkSession spark = Session.openToWrite(spec, Optional.empty());
        RaceDriver driver = new RaceDriver(spark, new Lake(spark, spec.lake()), arguments[0]);
        driver.lake.create(TABLE);
        say(READY);
        driver.await("go");
        driver.commit(Integer.parseInt(arguments[1]));
        say(FINISHED);
        driver.await("count");
        driver.count();
        say(COUNTED);
        spark.stop();
    }

    private void commit(int commits) {
        Provenance provenance = Provenance.ofRun(name, "");
        for (long commit = 0; commit < commits; commit++) {
            Dataset<Row> row = spark.range(commit, commit + 1, 1, 1)
                    .selectExpr(
                            "id AS line_number",
                            "'' AS message_id",
                            "'' AS path",
                            "'' AS rule",
                            "'' AS reason",
                            "'' AS payload")
                    .withColumn("source_id", lit(name));
            lake.append(TABLE, row, provenance);
            say(MADE + " " + name + "/" + commit);
        }
    }

    private void count() {
        lake.read(TABLE)
                .selectExpr("concat(source_id, '/', line_number) AS row")
                .collectAsList()
                .forEach(row -> say(FOUND + " " + row.getString(0)));
    }

    private void await(String object) throws IOException, InterruptedException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(lake.root(), object);
        FileSystem storage = path.getFileSystem(spark.sessionState().newHadoopConf());
        while (!storage.exists(path)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
