package sparkjoy.lease;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sparkjoy.error.UserError;
import sparkjoy.lease.Generations.Generation;

/**
 * The right of this run, and of no other, to work on something; kept alive until it is closed.
 *
 * <p>Its generation rises with each holder, so that what a holder wrote can be told from what the next one writes.
 */
public final class Lease implements AutoCloseable {
    private static final int SIGNS_IN_AN_EXPIRY = 3;

    private final Generations generations;
    private final long generation;
    private final Claim claim;
    private final String subject;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(Lease::daemon);
    private boolean isLost;

    Lease(Generations generations, long generation, Claim claim, String subject) {
        this.generations = generations;
        this.generation = generation;
        this.claim = claim;
        this.subject = subject;
    }

    public long generation() {
        return generation;
    }

    /** Returns with the whole time of expiry ahead; throws LeaseLost where another run has taken over. */
    public synchronized void requireHeld() {
        try {
            Optional<Generation> newest = generations.newest();
            if (newest.filter(this::isOwn).isEmpty()) {
                isLost = true;
                throw new LeaseLost(
                        subject,
                        newest.map(Generation::holder).orElse("its lease is gone"),
                        claim.expiry().toSeconds());
            }
            generations.renew(generation, claim);
        } catch (IOException e) {
            throw new UserError(
                    "It cannot be checked whether this run still holds " + subject + ": " + e.getMessage()
                            + ". It stops before its next commit; run again.",
                    e);
        }
    }

    /** Gives the lease back, for the next run to take at once. Where another run has a higher generation, this one counts for nothing. */
    @Override
    public synchronized void close() {
        standStill();
        try {
            if (!isLost) {
                generations.renew(generation, claim.released());
            }
        } catch (IOException e) {
            // Not given back, it ends by itself; what the run has done stays done.
            return;
        }
    }

    /** No more signs of life, as if the process were paused. */
    void standStill() {
        heart.shutdownNow();
    }

    void keepAlive() {
        long pause = claim.expiry().toMillis() / SIGNS_IN_AN_EXPIRY;
        Future<?> unused = heart.scheduleAtFixedRate(this::giveSign, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void giveSign() {
        try {
            requireHeld();
        } catch (LeaseLost e) {
            heart.shutdown();
        } catch (UserError e) {
            // The storage may answer the next sign; a commit asks for itself.
            return;
        }
    }

    private boolean isOwn(Generation other) {
        return other.number() == generation
                && other.claim().filter(claim::equals).isPresent();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lease");
        thread.setDaemon(true);
        return thread;
    }
}
