package sparkjoy.run;

/** A number with the noun that it counts. */
public final class Amount {
    private Amount() {}

    /** Such as `1 file` and `1,000 files`. */
    public static String of(long number, String one, String several) {
        return String.format("%,d %s", number, number == 1 ? one : several);
    }
}
