package sparkjoy.spec;

import java.time.Duration;

/** How far an event's time may lie from its receipt before the time of receipt is taken instead. */
public record EventTime(
        @Explain("how long before its receipt an event may have happened") Duration maxLate,
        @Explain("how long after its receipt an event may claim to have happened") Duration maxEarly) {}
