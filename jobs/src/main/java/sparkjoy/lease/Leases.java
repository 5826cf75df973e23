package sparkjoy.lease;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import sparkjoy.error.UserError;
import sparkjoy.lease.Generations.Generation;
import sparkjoy.spec.LeaseTerms;
import sparkjoy.spec.Storage;

/**
 * The leases of a lake, in `<lake>/ops/_leases/<name>/`: at most one run holds each, and a holder that died loses it
 * after a time.
 *
 * @param runId the run that takes them
 * @param progress is told for whom a run waits, and until when
 */
public record Leases(
        Configuration hadoop, String lake, LeaseTerms terms, String runId, Clock clock, Consumer<String> progress) {
    private static final Duration FREE = Duration.ofNanos(-1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Leases of a run that waits without a word. */
    public Leases(Configuration hadoop, String lake, LeaseTerms terms, String runId, Clock clock) {
        this(hadoop, lake, terms, runId, clock, message -> {});
    }

    /**
     * Takes a lease, waiting as long as the terms say while another run holds it.
     *
     * @param name of letters, digits, `.`, `_` and `-`
     * @param subject what it is for, for messages, such as `ingest of source app`
     * @throws LeaseHeld where the other run still holds it then
     */
    public Lease take(String name, String subject) {
        Path folder = new Path(lake, "ops/_leases/" + name);
        try {
            return take(Generations.in(folder, hadoop), subject);
        } catch (IOException e) {
            throw new UserError(
                    "The lease at " + folder + " cannot be taken: " + e.getMessage()
                            + ". Check that this run may read, write and delete there.",
                    e);
        }
    }

    /** The lease of the whole lake where its storage cannot keep the commits of two drivers apart; else empty. */
    public Optional<Lease> takeWhole(Storage storage) {
        boolean isAlone = storage.commits() == Storage.Commits.SINGLE_DRIVER && lake.startsWith("s3a:");
        return isAlone ? Optional.of(take("lake", "the lake " + lake)) : Optional.empty();
    }

    private Lease take(Generations generations, String subject) throws IOException {
        long start = System.nanoTime();
        boolean hasTold = false;
        while (true) {
            Optional<Generation> newest = generations.newest();
            Duration left = newest.isEmpty() ? FREE : left(generations, newest.get());
            if (left.isNegative()) {
                Optional<Lease> lease =
                        claim(generations, newest.map(Generation::number).orElse(0L) + 1, subject);
                if (lease.isPresent()) {
                    return lease.get();
                }
            } else if (System.nanoTime() - start >= terms.maxWait().toNanos()) {
                throw new LeaseHeld(subject, newest.get().holder(), waited(), free(left));
            } else {
                if (!hasTold) {
                    progress.accept("waiting for " + subject + ", on which "
                            + newest.get().holder() + " holds the lease. " + free(left));
                    hasTold = true;
                }
                pause();
            }
        }
    }

    /** How long the lease lasts if its holder gives no more sign of life; negative where it is free. */
    private Duration left(Generations generations, Generation newest) throws IOException {
        if (newest.claim()
                .filter(claim -> claim.state() == Claim.State.RELEASED)
                .isPresent()) {
            return FREE;
        }
        Duration expiry = newest.claim().map(Claim::expiry).orElse(terms.expiry());
        return expiry.minus(generations.age(newest));
    }

    private String free(Duration left) {
        long seconds = left.toSeconds() + 1;
        return "If that run died, its lease is free at "
                + TIME.format(clock.instant().plusSeconds(seconds)) + " UTC, in " + seconds + " s.";
    }

    /** Empty where another run was faster, or has gone on to a later generation in the meantime. */
    private Optional<Lease> claim(Generations generations, long number, String subject) throws IOException {
        Claim claim = Claim.by(runId, terms.expiry(), clock.instant());
        if (!generations.create(number, claim)) {
            return Optional.empty();
        }
        Lease lease = new Lease(generations, number, claim, subject);
        if (!generations.becomesNewest(number)) {
            return Optional.empty();
        }
        lease.keepAlive();
        return Optional.of(lease);
    }

    private String waited() {
        return terms.maxWait().isZero()
                ? ""
                : " after waiting " + terms.maxWait().toSeconds() + "s";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a lease", e);
        }
    }
}
