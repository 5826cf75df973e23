package sparkjoy.experiment;

/**
 * One value of a dimension whose units health does not trust, while it may trust all units together.
 *
 * @param reason the verdict, SRM or LEAK, with its stage and numbers
 */
public record Withheld(String dimension, String value, String reason) {

    /** The value for people, such as "platform ios". */
    public String name() {
        return dimension + " " + value;
    }
}
