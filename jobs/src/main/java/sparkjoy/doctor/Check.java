package sparkjoy.doctor;

import java.util.Optional;

/**
 * One thing that was checked.
 *
 * @param result what was found, in a few words or as a sentence
 * @param fix what to do about it; empty where nothing is to be done
 */
public record Check(Level level, String subject, String result, Optional<String> fix) {

    /** What a check means for a run. */
    public enum Level {
        OK,
        /** A run works, and may not work well. */
        WARNING,
        /** A run would fail. */
        FAILED
    }

    static Check ok(String subject, String result) {
        return new Check(Level.OK, subject, result, Optional.empty());
    }

    static Check warning(String subject, String result, String fix) {
        return new Check(Level.WARNING, subject, result, Optional.of(fix));
    }

    static Check failed(String subject, String result, String fix) {
        return new Check(Level.FAILED, subject, result, Optional.of(fix));
    }

    /** For a failure whose message says what to do. */
    public static Check failed(String subject, String sentence) {
        return new Check(Level.FAILED, subject, sentence, Optional.empty());
    }
}
