package sparkjoy.spec;

import java.util.List;

/** Whose events may be used: Segment's logs in S3 hold also those of people who did not agree. */
public record Consent(
        @Explain("where a call holds the preferences: an object of category to true or false") String preferences,
        @Explain("categories that must be true for an event to be used; empty means that nothing is asked")
                List<String> required,
        @Explain("what holds for a call without preferences") Absent absent) {

    /** The rule of silver.rejected under which missing consent keeps events out. */
    public static final String RULE = "consent";

    public Consent {
        required = List.copyOf(required);
    }

    /** What holds for a call without preferences. */
    public enum Absent {
        @Explain("its event is used")
        ALLOW,
        @Explain("its event is kept out, as if the person had refused")
        DENY
    }
}
