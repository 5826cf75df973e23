package sparkjoy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.page.Page;
import sparkjoy.page.PageData;
import sparkjoy.page.PageServer;
import sparkjoy.page.Pipelines;
import sparkjoy.report.Report;
import sparkjoy.run.Job;
import sparkjoy.spec.Spec;
import sparkjoy.terminal.Printable;
import sparkjoy.terminal.ShellWord;

/** `joy report`: what the lake says, on one screen or as one HTML page with charts. */
public final class ReportVerb implements Verb {
    private static final int PORT = 8420;
    private static final int HIGHEST_PORT = 65_535;

    private final Clock clock;

    public ReportVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "prints what was ingested, what was refused, the conservation check, KPIs and variants;"
                + " also as an HTML page";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Option.builder()
                        .longOpt("serve")
                        .hasArg()
                        .optionalArg(true)
                        .argName("PORT")
                        .desc("shows the page to browsers on this machine until stopped, fresh on each reload (default"
                                + " port "
                                + PORT + ")")
                        .build())
                .addOption(Invocation.valued(
                        "html",
                        "FILE",
                        "also writes a page with charts: KPIs, experiments, attribution, data health, lineage"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        SparkSession spark = Session.open(spec, Optional.empty());
        Lake lake = Lake.of(spark, spec);
        Supplier<String> html = () -> Page.of(PageData.of(lake, spec, pipelines(spec), clock.instant()));
        if (invocation.has("serve")) {
            return serve(invocation.positive("serve", PORT), html, console);
        }
        Optional<Path> page = invocation.value("html").map(Path::of);
        page.ifPresent(file -> write(file, html.get()));
        boolean isEmpty = Report.isEmpty(lake);
        if (isEmpty && page.isEmpty()) {
            throw new UserError(
                    "The lake " + spec.lake() + " has no tables: run `joy run all` first, or name another lake.");
        }
        Report report = Report.of(lake, spec);
        String where = "The lake: " + Printable.line(report.lake())
                + page.map(file -> "\nThe page: " + Printable.line(file.toString()))
                        .orElse("")
                + "\nNext:     bin/joy " + (isEmpty ? "run all" : "preview gold.kpi_daily") + " --set "
                + Printable.line(ShellWord.of("lake=" + report.lake()));
        console.result(report, report.text() + "\n\n" + where);
        return ExitCode.DONE;
    }

    private static ExitCode serve(int port, Supplier<String> html, Console console) {
        if (port > HIGHEST_PORT) {
            throw new UsageError("--serve " + port + ": give a port up to " + HIGHEST_PORT + ".");
        }
        try (PageServer server = PageServer.at(port, html)) {
            console.result(
                    Map.of("url", server.url()),
                    "Ready: " + server.url() + " (reads the lake again on each reload; stop with Ctrl+C)");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private static Pipelines pipelines(Spec spec) {
        Map<String, List<Job>> jobs = new TreeMap<>();
        Map<String, List<String>> sources = new TreeMap<>();
        spec.pipelines().keySet().forEach(name -> {
            jobs.put(name, Jobs.chosen(spec, name, List.of("all")));
            sources.put(name, Jobs.sources(spec, name));
        });
        return new Pipelines(jobs, sources);
    }

    private static void write(Path file, String page) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written to " + file, e);
        }
    }
}
