package sparkjoy.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the KPIs count. */
public record Kpis(
        @Explain("the column of silver.events that GMV sums over orders") Amount amount,
        @Explain("how the other of revenue and total is used for an order or an update without `amount`'s"
                        + " column; for a refund it always counts")
                OtherAmount otherAmount,
        @Explain("an order id that another unit uses longer than this, at least 1d, after its last order"
                        + " is another order; what refunds,"
                        + " cancels or updates it is about the last order before it")
                Duration orderReuseAfter,
        @Explain("what one impression is, in the KPIs and in the metrics of experiments") Impression impression,
        @Explain("sources that number their orders together, as Segment source ids by the name of a group: an order id"
                        + " is one order within a group; all sources outside groups form one more group")
                Map<String, List<String>> orderGroups,
        @Explain("your own columns of gold.kpi_hourly and gold.kpi_daily, by name, after the built-in ones; at most 60")
                Map<String, KpiColumn> columns) {

    public Kpis {
        orderGroups = Frozen.lists(orderGroups);
        columns = Frozen.map(columns);
    }

    /** The order's money column. */
    public enum Amount {
        @Explain("after discount, before shipping and tax")
        REVENUE,
        @Explain("what the customer paid, shipping and tax included")
        TOTAL
    }

    /** What an order is worth that does not name the money column. */
    public enum OtherAmount {
        @Explain("it is used as the amount")
        COUNTS,
        @Explain("the order has no amount and counts in orders_without_rate")
        IGNORED
    }

    /** What one impression is. */
    public enum Impression {
        @Explain("one product shown in a list")
        PRODUCT,
        @Explain("one product shown in a list, once in a session on an event day: the first showing counts, in its hour"
                + " and with its service and variant, ties by message_id; a session over midnight counts it on both"
                + " days, lists without an id are one list")
        PRODUCT_ONCE,
        @Explain("one list shown")
        LIST
    }
}
