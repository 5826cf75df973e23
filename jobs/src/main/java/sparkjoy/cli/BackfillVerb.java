package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import org.apache.commons.cli.Options;
import sparkjoy.backfill.BackfillResult;
import sparkjoy.backfill.Recomputation;
import sparkjoy.run.Days;
import sparkjoy.run.Job;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/** `joy backfill`: recomputes a range of days one by one; goes on where an earlier one of the same range stopped. */
public final class BackfillVerb implements Verb {
    private final Clock clock;

    public BackfillVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "backfill";
    }

    @Override
    public String arguments() {
        return "[JOB… | all]";
    }

    @Override
    public String summary() {
        return "recomputes event days one by one and resumes where it stopped; --stage writes to a staging copy";
    }

    @Override
    public Options options() {
        return Invocation.ofPipeline()
                .addOption(Invocation.valued("from", "DAY", "first event day to recompute, UTC"))
                .addOption(Invocation.valued("to", "DAY", "day after the last"))
                .addOption(Invocation.flag("stage", "into a staging lake, for joy diff and joy promote"))
                .addOption(Invocation.flag("restart", "forgets what an unfinished backfill of these days has done"))
                .addOption(Invocation.flag("allow-empty", "lets days lose all their rows where no events are left"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        Days days = invocation
                .days()
                .orElseThrow(() -> new UsageError("backfill needs --from DAY and --to DAY (the day after the last)."));
        boolean isStaged = invocation.has("stage");
        List<Job> jobs = byDay(spec, pipeline, invocation.arguments());
        List<Job> followers = isStaged ? List.of() : followers(Jobs.chosen(spec, pipeline, List.of("all")), jobs);
        Workspace workspace =
                new Launch(clock, console).workspace(invocation, spec, pipeline).withoutDays();
        BackfillResult result = new Recomputation(workspace, jobs, followers)
                .run(days, isStaged, invocation.has("restart"), invocation.has("allow-empty"));
        console.result(result, text(result, days));
        return result.isPartial() ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private static List<Job> byDay(Spec spec, String pipeline, List<String> names) {
        boolean areNamed = !names.isEmpty() && !names.equals(List.of("all"));
        List<Job> chosen = Jobs.chosen(spec, pipeline, areNamed ? names : List.of("all"));
        List<Job> byDay = chosen.stream().filter(Job::replacesWholeDays).toList();
        if (byDay.isEmpty() || (areNamed && byDay.size() < chosen.size())) {
            List<String> possible = Jobs.chosen(spec, pipeline, List.of("all")).stream()
                    .filter(Job::replacesWholeDays)
                    .map(Job::name)
                    .toList();
            throw new UsageError("backfill takes jobs that work by event day: " + String.join(", ", possible)
                    + "; joy run brings the others up to date.");
        }
        return byDay;
    }

    /** Jobs that read what these write, but not by day. */
    private static List<Job> followers(List<Job> all, List<Job> byDay) {
        List<String> written =
                byDay.stream().flatMap(job -> job.writes().stream()).toList();
        return all.stream()
                .filter(job -> !job.replacesWholeDays() && job.reads().stream().anyMatch(written::contains))
                .toList();
    }

    private static String text(BackfillResult result, Days days) {
        String what = String.format(
                "%s: backfill %s, %s of %s",
                result.isPartial() ? "PARTIAL" : "DONE",
                result.backfill(),
                String.join(", ", result.jobs()),
                Days.text(days.all()));
        String earlier =
                result.earlier().isEmpty() ? "" : "; " + result.earlier().size() + " of them by an earlier run";
        return what
                + earlier
                + (result.isStaged() ? ". joy diff compares the staged days, joy promote publishes them." : ".");
    }
}
