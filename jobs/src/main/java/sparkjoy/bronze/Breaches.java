package sparkjoy.bronze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.spec.Thresholds;
import sparkjoy.terminal.ShellWord;

/** The thresholds of the specification that the refusals of a run are above, each told with value, limit and where to look. */
record Breaches(Thresholds thresholds, List<BatchReport> reports) {
    /** A sentence for each; none where a run's refusals are within what the specification allows. */
    List<String> messages() {
        Map<String, List<BatchReport>> bySource = new TreeMap<>(reports.stream()
                .collect(Collectors.groupingBy(report -> report.batch().source())));
        List<Refused> sources = bySource.entrySet().stream()
                .map(source -> Refused.of("source " + source.getKey(), source.getKey(), source.getValue()))
                .toList();
        List<String> messages = new ArrayList<>();
        sources.stream()
                .max(Comparator.comparingLong(Refused::refused))
                .map(worst -> Refused.of("the run", worst.source(), reports))
                .ifPresent(run -> messages.addAll(ofRun(run)));
        sources.forEach(source -> messages.addAll(ofSource(source)));
        messages.addAll(ofFiles());
        return messages;
    }

    private List<String> ofRun(Refused run) {
        return Stream.of(
                        run.aboveShare("refused_share", thresholds.refusedShare()),
                        thresholds.refusedLines().stream().flatMap(most -> run.aboveCount("refused_lines", most)))
                .flatMap(found -> found)
                .toList();
    }

    private List<String> ofSource(Refused source) {
        return Stream.of(
                        thresholds.refusedSourceShare().stream()
                                .flatMap(most -> source.aboveShare("refused_source_share", most)),
                        thresholds.refusedSourceLines().stream()
                                .flatMap(most -> source.aboveCount("refused_source_lines", most)))
                .flatMap(found -> found)
                .toList();
    }

    /** The object with the most refused lines first. */
    private List<String> ofFiles() {
        return reports.stream()
                .flatMap(report -> report.tallies().stream().map(tally -> new Judged(report, tally)))
                .sorted(Comparator.comparingLong(
                                (Judged judged) -> judged.report().rules().quarantinedLines(judged.tally()))
                        .reversed())
                .flatMap(judged -> ofFile(judged.report(), judged.tally()))
                .toList();
    }

    private Stream<String> ofFile(BatchReport report, FileTally tally) {
        Refused file = new Refused(
                tally.path(),
                report.batch().source(),
                tally.faults(),
                tally.lines(),
                " --file " + ShellWord.of(tally.path()));
        if (tally.isAltered()) {
            return Stream.of(altered(tally) + file.look());
        }
        boolean isWithheld =
                report.rules().reason(tally).filter(FileRules.TOO_MANY::equals).isPresent();
        return isWithheld
                ? Stream.of("nothing of " + tally.path() + " is published: "
                        + report.rules().tooMany(tally) + file.look())
                : Stream.concat(
                        thresholds.partialFileShare().stream()
                                .flatMap(most -> file.aboveShare("partial_file_share", most)),
                        thresholds.partialFileLines().stream()
                                .flatMap(most -> file.aboveCount("partial_file_lines", most)));
    }

    /** Rows that a failed checksum covers are missing, however few refusals that makes. */
    private static String altered(FileTally tally) {
        String what = tally.lines() == 0
                ? "nothing of " + tally.path() + " is published"
                : "of " + tally.path() + " nothing after line " + tally.lastLine() + " is published";
        return what + ": it is corrupt (" + tally.fault().orElseThrow() + "), deliver it again";
    }

    /** An object and the batch that brought it. */
    private record Judged(BatchReport report, FileTally tally) {}

    /** How much of something was refused. */
    private record Refused(String where, String source, long refused, long judged, String filter) {

        static Refused of(String where, String source, List<BatchReport> reports) {
            return new Refused(
                    where,
                    source,
                    reports.stream().mapToLong(BatchReport::refused).sum(),
                    reports.stream().mapToLong(BatchReport::judged).sum(),
                    "");
        }

        Stream<String> aboveShare(String key, double most) {
            return refused > most * judged ? Stream.of(message(key + " " + most)) : Stream.of();
        }

        Stream<String> aboveCount(String key, int most) {
            return refused > most ? Stream.of(message(key + " " + most)) : Stream.of();
        }

        private String message(String threshold) {
            return String.format(
                    "%,d of %,d (%.2f%%) of %s refused, above thresholds.%s%s",
                    refused, judged, 100.0 * refused / judged, where, threshold, look());
        }

        String look() {
            return "; next: joy quarantine list --source " + source + filter;
        }
    }
}
