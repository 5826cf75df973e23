package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/**
 * What a delivery of six lines reads beside few and many days of the same traffic, job by job. Both lakes have the same newest
 * days and are longer than the windows of the specification. Each week has an experiment of its own.
 */
class FlatHistoryTest {
    private static final int FEW = Integer.getInteger("joy.rig.fewDays", 7);
    private static final int MANY = Integer.getInteger("joy.rig.manyDays", 60);
    private static final int EVENTS_PER_DAY = Integer.getInteger("joy.rig.eventsPerDay", 100);
    private static final String USERS = System.getProperty("joy.rig.users", "200");

    private static final Pattern ORDER = Pattern.compile("\"order_id\":\"[^\"]*\"");
    private static final String ORDERED = "Order Completed";

    /** What the lines of a delivery contain: a list, a click, an addition, an exposure and an order. */
    private static final List<String> KINDS =
            List.of("Product List Viewed", "Product Clicked", "Added to Cart", "\"treatment_group\"", ORDERED);

    private static final List<String> JOBS =
            List.of("ingest", "clean", "kpis", "attribution", "assignments", "health", "readout", "views");
    private static final int DAYS_OF_EXPERIMENT = 7;

    private static final double MOST = 1.2;
    /** Six pages of an index, and a few more small files, weigh much beside so few lines. */
    private static final int PAGES = 64_000;

    private static final int ROWS_OF_PAGES = 6 * 500;
    /** A delivery may touch an experiment that another one does not. */
    private static final int MORE_EXECUTIONS = 5;

    @TempDir
    private Path folder;

    @Test
    void aDeliveryReadsTheSameBesideFewAndManyDays() throws Exception {
        Path generated = generated();
        Path fewLogs = newestDays(generated, FEW);
        List<String> kinds = kinds(fewLogs);
        Map<String, SparkWork.Count> few = costs(fewLogs, kinds);
        Map<String, SparkWork.Count> many = costs(newestDays(generated, MANY), kinds);

        few.forEach((job, count) -> System.out.println(line(job, count, many.get(job))));
        if (Boolean.getBoolean("joy.rig.show")) {
            few.forEach((job, count) -> System.out.println(job + count.table() + "with " + MANY + " days:"
                    + many.get(job).table()));
        }
        JOBS.forEach(job -> assertThat((double) many.get(job).bytesRead())
                .as(job + many.get(job).table())
                .isLessThanOrEqualTo(MOST * few.get(job).bytesRead() + PAGES));
        assertThat((double) sum(many, SparkWork.Count::bytesRead))
                .isLessThanOrEqualTo(MOST * sum(few, SparkWork.Count::bytesRead));
        assertThat((double) sum(many, count -> count.tasks()))
                .isLessThanOrEqualTo(MOST * sum(few, count -> count.tasks()));
        few.forEach((job, count) -> assertThat((double) many.get(job).rowsRead())
                .as(job)
                .isLessThanOrEqualTo(MOST * count.rowsRead() + ROWS_OF_PAGES));
        few.forEach((job, count) -> assertThat(many.get(job).executions())
                .as(job + many.get(job).table())
                .isLessThanOrEqualTo(count.executions() + MORE_EXECUTIONS));
    }

    private static long sum(Map<String, SparkWork.Count> costs, ToLongFunction<SparkWork.Count> number) {
        return costs.values().stream().mapToLong(number).sum();
    }

    private static String line(String job, SparkWork.Count few, SparkWork.Count many) {
        return String.format(
                "%-12s %,10d -> %,10d bytes (%.2f), %,6d -> %,7d rows, %d -> %d tasks, %d -> %d executions",
                job,
                few.bytesRead(),
                many.bytesRead(),
                (double) many.bytesRead() / Math.max(1, few.bytesRead()),
                few.rowsRead(),
                many.rowsRead(),
                few.tasks(),
                many.tasks(),
                few.executions(),
                many.executions());
    }

    /** Of the second delivery of some lines on a lake of some logs. */
    private Map<String, SparkWork.Count> costs(Path logs, List<String> kinds) throws Exception {
        TestPipeline pipeline = TestPipeline.of(logs, logs.resolveSibling("lake-of-" + logs.getFileName()))
                .with(
                        "attribution.add_to_order=24h",
                        "attribution.add_to_order_by_vertical={}",
                        "experiments=" + experiments(logs));
        done(pipeline.runAll());
        // A first load spreads a day over as many files as it had tasks.
        done(pipeline.verb("maintain", "silver.events", "bronze.segment_logs"));
        // The first delivery after all days builds the indexes that the next ones look into.
        deliver(logs, "first", kinds);
        done(pipeline.runAll());
        deliver(logs, "late", kinds);
        Map<String, SparkWork.Count> costs = new LinkedHashMap<>();
        for (String job : JOBS) {
            costs.put(job, SparkWork.of(() -> done(pipeline.run(job))));
        }
        return costs;
    }

    /** The experiments of a lake's weeks; that of the newest week goes on. */
    private static String experiments(Path logs) throws IOException {
        LocalDate newest = days(RawLogs.files(logs.resolve("segment-logs"))).get(0);
        return Stream.iterate(0, week -> week + 1)
                .limit((MANY + DAYS_OF_EXPERIMENT - 1) / DAYS_OF_EXPERIMENT)
                .map(week -> {
                    LocalDate to = newest.plusDays(1).minusDays((long) week * DAYS_OF_EXPERIMENT);
                    LocalDate from = to.minusDays(DAYS_OF_EXPERIMENT);
                    return "week_" + week + ": {baseline: Model_A, history: 3d, from: " + from
                            + (week == 0 ? "" : ", to: " + to) + ", weights: [{from: " + from
                            + ", arms: {Model_A: 90, Model_B: 10}}]}";
                })
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static void done(Answer answer) {
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    private Path generated() {
        Path generated = folder.resolve("generated");
        String events = String.valueOf(MANY * EVENTS_PER_DAY);
        done(Answer.to(
                "generate",
                generated.toString(),
                "--events",
                events,
                "--days",
                String.valueOf(MANY),
                "--users",
                USERS));
        return generated;
    }

    /** Of each source the folders of the last days of receipt, at a place of their own. */
    private Path newestDays(Path generated, int days) throws IOException {
        Path logs = folder.resolve("logs" + days);
        List<Path> files = RawLogs.files(generated.resolve("segment-logs"));
        List<LocalDate> kept = days(files).subList(0, days);
        for (Path file : files) {
            int age = kept.indexOf(day(file));
            if (age >= 0) {
                Path copy = logs.resolve(generated.relativize(file));
                Files.createDirectories(copy.getParent());
                String experiment = "week_" + age / DAYS_OF_EXPERIMENT;
                Files.write(
                        copy,
                        RawLogs.gzip(RawLogs.lines(file).stream()
                                .map(line -> line.replace("home_ranking", experiment))
                                .toArray(String[]::new)));
            }
        }
        return logs;
    }

    /** The days of receipt, the newest first. */
    private static List<LocalDate> days(List<Path> files) {
        return files.stream()
                .map(FlatHistoryTest::day)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static LocalDate day(Path file) {
        long millis = Long.parseLong(file.getParent().getFileName().toString());
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    /** One of the newest lines of each kind of event that jobs look for, and a refund of the oldest order. */
    private static List<String> kinds(Path logs) throws IOException {
        List<String> all = new ArrayList<>();
        for (Path file : RawLogs.files(logs.resolve("segment-logs"))) {
            all.addAll(RawLogs.lines(file));
        }
        String oldest = first(all, ORDERED);
        Collections.reverse(all);
        List<String> found = new ArrayList<>();
        KINDS.forEach(kind -> found.add(first(all, kind)));
        String newest = first(all, ORDERED);
        found.add(newest.replace(ORDERED, "Order Refunded").replace(orderOf(newest), orderOf(oldest)));
        return found;
    }

    private static String first(List<String> lines, String kind) {
        return lines.stream()
                .filter(line -> line.contains(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No line has " + kind));
    }

    private static String orderOf(String line) {
        Matcher order = ORDER.matcher(line);
        return order.find() ? order.group() : "none";
    }

    /** Some lines under new ids, of new users: what a known one's exposure leads to is read from the days around that. */
    private static void deliver(Path logs, String name, List<String> kinds) throws IOException {
        List<Path> files = RawLogs.files(logs.resolve("segment-logs"));
        Path newest = files.get(files.size() - 1);
        String[] renamed = kinds.stream()
                .map(line -> line.replaceAll("\"(messageId|userId|anonymousId)\":\"", "$0" + name + "-"))
                .toArray(String[]::new);
        Files.write(newest.resolveSibling("z" + name + ".gz"), RawLogs.gzip(renamed));
    }
}
