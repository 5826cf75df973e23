package sparkjoy.silver;

/**
 * When an event happened: Segment's timestamp, else the one that its formula gives, else the time of receipt; whichever
 * first lies within the bounds. All times in microseconds since the epoch.
 */
record EventTimes(long maxLate, long maxEarly) {
    static final long MISSING = Long.MIN_VALUE;

    long occurredAt(long timestamp, long original, long sent, long received) {
        if (isWithinBounds(timestamp, received)) {
            return timestamp;
        }
        long computed = original == MISSING || sent == MISSING ? MISSING : received - (sent - original);
        return isWithinBounds(computed, received) ? computed : received;
    }

    private boolean isWithinBounds(long time, long received) {
        return time != MISSING && time >= received - maxLate && time <= received + maxEarly;
    }
}
