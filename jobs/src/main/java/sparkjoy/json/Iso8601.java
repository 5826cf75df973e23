package sparkjoy.json;

/**
 * Reads timestamps such as 2019-02-17T09:08:07.123456789+02:00 from slices of ASCII bytes.
 *
 * <p>A blank may stand for the T, the seconds and the fraction may be missing, the zone is Z, +02:00, +0200, +02 or,
 * where it is missing, UTC. All other forms that name one instant are read too, only slower.
 */
public final class Iso8601 {
    /** What {@link #micros} returns for a slice that is not a timestamp. */
    public static final long UNPARSABLE = Long.MIN_VALUE;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Iso8601() {}

    /** Microseconds since 1970-01-01T00:00:00Z, finer fractions cut off, or {@link #UNPARSABLE}. */
    public static long micros(byte[] bytes, int from, int to) {
        long micros = extended(bytes, from, to);
        return micros == UNPARSABLE ? Iso8601Forms.micros(bytes, from, to).orElse(UNPARSABLE) : micros;
    }

    /** The form that nearly all clients write. */
    private static long extended(byte[] bytes, int from, int to) {
        if (to - from < 16 || bytes[from + 4] != '-' || bytes[from + 7] != '-' || bytes[from + 13] != ':') {
            return UNPARSABLE;
        }
        int between = bytes[from + 10];
        if (between != 'T' && between != 't' && between != ' ') {
            return UNPARSABLE;
        }
        int century = twoDigits(bytes, from, to);
        int yearOfCentury = twoDigits(bytes, from + 2, to);
        int hour = twoDigits(bytes, from + 11, to);
        int minute = twoDigits(bytes, from + 14, to);
        if ((century | yearOfCentury | hour | minute) < 0 || hour > 23 || minute > 59) {
            return UNPARSABLE;
        }
        int year = century * 100 + yearOfCentury;
        long day = epochDay(year, twoDigits(bytes, from + 5, to), twoDigits(bytes, from + 8, to));
        return day == UNPARSABLE ? UNPARSABLE : withSeconds(bytes, from + 16, to, (day * 24 + hour) * 60 + minute);
    }

    private static long withSeconds(byte[] bytes, int from, int to, long minutes) {
        long micros = minutes * 60 * MICROS_PER_SECOND;
        int index = from;
        if (index < to && bytes[index] == ':') {
            int second = twoDigits(bytes, index + 1, to);
            if (second < 0 || second > 60) {
                return UNPARSABLE;
            }
            micros += second * MICROS_PER_SECOND;
            index += 3;
            if (index < to && bytes[index] == '.') {
                int fraction = ++index;
                long unit = MICROS_PER_SECOND / 10;
                while (index < to && isDigit(bytes[index])) {
                    micros += (bytes[index++] - '0') * unit;
                    unit /= 10;
                }
                if (index == fraction) {
                    return UNPARSABLE;
                }
            }
        }
        int offset = offsetMinutes(bytes, index, to);
        return offset == Integer.MIN_VALUE ? UNPARSABLE : micros - offset * 60L * MICROS_PER_SECOND;
    }

    private static int offsetMinutes(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0 || (length == 1 && (bytes[from] | 0x20) == 'z')) {
            return 0;
        }
        boolean hasColon = length == 6 && bytes[from + 3] == ':';
        boolean isSigned = bytes[from] == '+' || bytes[from] == '-';
        if (!isSigned || !(length == 3 || length == 5 || hasColon)) {
            return Integer.MIN_VALUE;
        }
        int hours = twoDigits(bytes, from + 1, to);
        int minutes = length == 3 ? 0 : twoDigits(bytes, to - 2, to);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int offset = hours * 60 + minutes;
        return bytes[from] == '-' ? -offset : offset;
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar, or {@link #UNPARSABLE} for no such day. */
    private static long epochDay(int year, int month, int day) {
        boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1] + (month == 2 && isLeap ? 1 : 0)) {
            return UNPARSABLE;
        }
        long shifted = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    private static int twoDigits(byte[] bytes, int from, int to) {
        if (from + 2 > to || !isDigit(bytes[from]) || !isDigit(bytes[from + 1])) {
            return -1;
        }
        return (bytes[from] - '0') * 10 + bytes[from + 1] - '0';
    }

    private static boolean isDigit(byte found) {
        return found >= '0' && found <= '9';
    }
}
