package sparkjoy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.ShellWord;
import sparkjoy.lake.Lake;
import sparkjoy.report.HtmlPage;
import sparkjoy.report.Report;
import sparkjoy.session.Session;
import sparkjoy.spec.Spec;
import sparkjoy.terminal.Printable;

/** `joy report`: what the lake says, on one screen or as one HTML page. */
public final class ReportVerb implements Verb {
    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "prints what came in, what was refused, the conservation check, KPIs and variants; also as an HTML page";
    }

    @Override
    public Options options() {
        return new Options().addOption(Invocation.valued("html", "FILE", "also writes the report as a page"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        SparkSession spark = Session.open(spec, Optional.empty());
        Report report = Report.of(new Lake(spark, spec.lake()), spec);
        Optional<Path> page = invocation.value("html").map(Path::of);
        page.ifPresent(file -> write(file, HtmlPage.of(report)));
        String where = "The lake: " + Printable.line(report.lake())
                + page.map(file -> "\nThe page: " + Printable.line(file.toString()))
                        .orElse("")
                + "\nNext:     bin/joy preview gold.kpi_daily --set "
                + Printable.line(ShellWord.of("lake=" + report.lake()));
        console.result(report, report.text() + "\n\n" + where);
        return ExitCode.DONE;
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
