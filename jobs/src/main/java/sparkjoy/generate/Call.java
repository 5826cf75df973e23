package sparkjoy.generate;

/**
 * One Segment call as it happened, before it is sent.
 *
 * @param at epoch milliseconds at which it really happened
 * @param shown how many products it showed
 * @param isServer sent by the shop's server, not by the user's device
 */
record Call(
        EventName name, long at, Vertical vertical, Service service, Variant variant, int shown, boolean isServer) {}
