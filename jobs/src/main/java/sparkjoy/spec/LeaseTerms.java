package sparkjoy.spec;

import java.time.Duration;

/** How runs that would spoil each other's work take turns. */
public record LeaseTerms(
        @Explain("how long a run waits for a lease that another run holds; `0s`: it exits at once") Duration maxWait,
        @Explain("lease timeout: a holder that sends no heartbeat for this long loses the lease (heartbeat"
                        + " interval = expiry / 3)")
                Duration expiry) {}
