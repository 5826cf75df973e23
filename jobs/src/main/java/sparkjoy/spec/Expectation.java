package sparkjoy.spec;

/** A Spark SQL condition over silver.events that each row should meet, and what becomes of a row that does not. */
public record Expectation(
        @Explain("Spark SQL over the columns of silver.events; null counts as met") String condition,
        @Explain("what happens to a row that breaks the condition") OnFail onFail) {

    /** What becomes of a row that breaks the condition; a null condition counts as met. */
    public enum OnFail {
        @Explain("the row stays and is counted")
        WARN,
        @Explain("the row goes to silver.rejected")
        REJECT,
        @Explain("the run stops before anything is published")
        FAIL
    }
}
