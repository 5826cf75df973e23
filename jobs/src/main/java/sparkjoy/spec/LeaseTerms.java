package sparkjoy.spec;

import java.time.Duration;

/** How runs that would spoil each other's work take turns. */
public record LeaseTerms(
        @Explain("how long a run waits for a lease that another run holds; `0s`: it leaves at once") Duration maxWait,
        @Explain("after how long without a sign of life a holder counts as dead; it gives one three times as often")
                Duration expiry) {}
