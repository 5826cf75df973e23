package sparkjoy.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sparkjoy.engine.StorageAccess;
import sparkjoy.error.UserError;
import sparkjoy.run.Amount;
import sparkjoy.serve.Users;
import sparkjoy.source.LogFile;
import sparkjoy.source.LogListing;
import sparkjoy.source.LogSelection;
import sparkjoy.spec.Source;
import sparkjoy.spec.Spec;
import sparkjoy.spec.Storage;

/** Checks what a specification needs: its storages, the logs, the passwords of readers, the tokens of model sources, a cluster's authentication. */
public final class SpecChecks {
    private static final Duration MOST_SKEW = Duration.ofMinutes(1);

    private final Spec spec;
    private final Map<String, String> environment;
    private final Clock clock;

    public SpecChecks(Spec spec, Map<String, String> environment, Clock clock) {
        this.spec = spec;
        this.environment = environment;
        this.clock = clock;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        try {
            StorageAccess access = new StorageAccess(spec.storage(), environment);
            checks.addAll(lake(access));
            spec.sources().forEach((name, source) -> checks.add(logs(access, name, source)));
        } catch (UserError e) {
            checks.add(Check.failed("credentials", e.getMessage()));
        }
        users().ifPresent(checks::add);
        checks.addAll(tokens());
        cluster().ifPresent(checks::add);
        return checks;
    }

    private List<Check> lake(StorageAccess access) {
        if (!isOnS3(spec.lake())) {
            return spec.lake().contains("://") && !spec.lake().startsWith("file:")
                    ? List.of(Check.warning(
                            "lake",
                            spec.lake() + " is neither a local folder nor on S3: it was not tried",
                            "bin/joy run all"))
                    : List.of(localLake(Path.of(spec.lake().replaceFirst("^file:(//)?", ""))));
        }
        List<Check> checks = new ArrayList<>();
        try {
            access.reach(spec.lake());
            checks.add(Check.ok("lake", spec.lake() + " can be listed"));
            if (spec.storage().commits() == Storage.Commits.CONDITIONAL) {
                access.requireConditionalPut(spec.lake());
                checks.add(Check.ok("commits", "the server supports conditional PUT: several drivers may write"));
            }
            checks.add(clockSkew(access.clockSkew(spec.lake(), clock)));
        } catch (UserError e) {
            checks.add(Check.failed("lake", e.getMessage()));
        } catch (IOException e) {
            checks.add(Check.failed(
                    "lake",
                    spec.lake() + " cannot be written: " + e.getMessage(),
                    "grant the credentials of storage.credentials the right to put and delete objects there"));
        }
        return checks;
    }

    static Check localLake(Path lake) {
        Path existing = Stream.iterate(lake.toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Check.failed(
                    "lake",
                    existing + (Files.isDirectory(existing) ? " cannot be written" : " is not a folder"),
                    "set `lake` to a folder of this user");
        }
        return Check.ok(
                "lake", lake + (existing.equals(lake.toAbsolutePath()) ? " can be written" : " can be created"));
    }

    static Check clockSkew(Duration skew) {
        String result = "the storage's clock is " + Amount.of(Math.abs(skew.toSeconds()), "second", "seconds")
                + (skew.isNegative() ? " behind" : " ahead of") + " this machine's";
        return skew.abs().compareTo(MOST_SKEW) <= 0
                ? Check.ok("clock", result)
                : Check.warning(
                        "clock",
                        result
                                + ": S3 refuses requests beyond 15 minutes, and alarms about silent sources are off by it",
                        "synchronise the clock of this machine, for example with chrony");
    }

    private static Check logs(StorageAccess access, String name, Source source) {
        String subject = "logs of " + name;
        try {
            access.reach(source.path());
            List<LogFile> files = LogListing.of(
                            access.settings(),
                            source.path(),
                            LogSelection.everything()
                                    .ofSources(source.ids())
                                    .newest(1)
                                    .in(source.format()))
                    .files();
            if (files.isEmpty()) {
                return Check.warning(
                        subject,
                        "no file in the newest day folders of " + source.path()
                                + (source.ids().isEmpty() ? "" : " for the ids " + String.join(", ", source.ids())),
                        "check sources." + name + ".path, .ids and .format; Segment delivers once per hour or less");
            }
            long sources = files.stream().map(LogFile::sourceId).distinct().count();
            return Check.ok(
                    subject,
                    Amount.of(sources, "Segment source", "Segment sources") + " in " + source.path()
                            + "; the newest day, "
                            + files.get(files.size() - 1).receivedDay() + ", has "
                            + Amount.of(files.size(), "file", "files"));
        } catch (UserError e) {
            return Check.failed(subject, e.getMessage());
        }
    }

    private Optional<Check> users() {
        if (spec.serve().users().isEmpty()) {
            return Optional.empty();
        }
        try {
            Users.of(spec.serve().users(), environment);
            return Optional.of(Check.ok(
                    "passwords of serve", Amount.of(spec.serve().users().size(), "user has one", "users have one")));
        } catch (UserError e) {
            return Optional.of(new Check(Check.Level.WARNING, "passwords of serve", e.getMessage(), Optional.empty()));
        }
    }

    private List<Check> tokens() {
        List<Check> checks = new ArrayList<>();
        spec.models().sources().forEach((name, source) -> source.token()
                .map(variable -> environment.getOrDefault(variable, "").isBlank()
                        ? Check.warning(
                                "token of models.sources." + name,
                                variable + " is not set",
                                "set it to the token, or leave out the token of the source")
                        : Check.ok("token of models.sources." + name, variable + " is set"))
                .ifPresent(checks::add));
        return checks;
    }

    /** An embedded Spark listens on this machine only. */
    private Optional<Check> cluster() {
        if (spec.spark().master().startsWith("local")) {
            return Optional.empty();
        }
        return "true".equals(spec.spark().settings().get("spark.authenticate"))
                ? Optional.of(Check.ok("cluster", "spark.authenticate is on"))
                : Optional.of(Check.warning(
                        "cluster",
                        spec.spark().master()
                                + ": Spark's driver and executors accept connections from anybody who reaches"
                                + " their ports",
                        "set spark.settings: {spark.authenticate: \"true\"}; docs/scheduling.md lists the other"
                                + " settings"));
    }

    private static boolean isOnS3(String uri) {
        return uri.startsWith("s3a://");
    }
}
