package sparkjoy.silver;

import java.util.List;
import java.util.Locale;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Which texts cannot be the value of a dimension: those that gold tables use for totals and gaps, blank ones, and ones
 * that are too long for a name. Anybody can send any text, and two rows of one key would stop a run.
 */
final class DimensionTexts {
    private static final int MOST_CHARACTERS = 256;
    private static final List<String> RESERVED = List.of("(all)", "(none)", "(other)");

    private DimensionTexts() {}

    /** The text, or {@link Values#UNFIT}. */
    static Object checked(Object text) {
        return text instanceof UTF8String value && isUnfit(value) ? Values.UNFIT : text;
    }

    private static boolean isUnfit(UTF8String text) {
        int bytes = text.numBytes();
        if (bytes > MOST_CHARACTERS) {
            return text.numChars() > MOST_CHARACTERS || isBlank(text.toString());
        }
        byte first = text.getByte(0);
        boolean isSuspect = first == '(' || first < '!';
        return isSuspect && isReservedOrBlank(text.toString());
    }

    private static boolean isReservedOrBlank(String text) {
        return isBlank(text) || RESERVED.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isBlank(String text) {
        return text.codePoints().allMatch(letter -> Character.isWhitespace(letter) || Character.isISOControl(letter));
    }
}
