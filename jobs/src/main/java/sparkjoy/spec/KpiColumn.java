package sparkjoy.spec;

import java.util.Optional;

/** A column that a specification adds to the KPI tables: a count of events, or of units or sessions with such an event. */
public record KpiColumn(
        @Explain("what the column means; the tables and tools that read them show it") String description,
        @Explain("the canonical action of the events that count; unset: any") Optional<String> action,
        @Explain("Spark SQL condition on the columns of silver.events, like event = 'Coupon Applied'; unset: none")
                Optional<String> where,
        @Explain("what is counted of these events, without those of bots and those without a unit") Count count) {

    /** What is counted. */
    public enum Count {
        @Explain("each event")
        EVENTS,
        @Explain("distinct units with such an event")
        USERS,
        @Explain("distinct sessions with such an event")
        SESSIONS
    }
}
