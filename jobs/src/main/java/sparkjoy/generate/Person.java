package sparkjoy.generate;

import java.util.Optional;

/**
 * A user, wholly derived from the user's number.
 *
 * @param userId present when the user is logged in, and then on every event
 * @param variant the first variant that is logged for the user
 * @param appetite factor of the user's click-through rate
 * @param clock milliseconds that the device's clock is ahead
 */
record Person(
        int number,
        int source,
        boolean isBot,
        Optional<String> userId,
        String anonymousId,
        String name,
        Device device,
        Place place,
        String appVersion,
        Standing standing,
        Variant variant,
        double appetite,
        long clock) {

    boolean isOffered() {
        return standing != Standing.OUTSIDE;
    }
}
