package sparkjoy.spec;

/** What the KPIs count. */
public record Kpis(
        @Explain("the column of silver.events that GMV sums over orders") Amount amount,
        @Explain("what one impression is") Impression impression) {

    /** The order's money column. */
    public enum Amount {
        @Explain("after discount, before shipping and tax")
        REVENUE,
        @Explain("what the customer paid, shipping and tax included")
        TOTAL
    }

    /** What one impression is. */
    public enum Impression {
        @Explain("one product shown in a list")
        PRODUCT,
        @Explain("one list shown")
        LIST
    }
}
