package sparkjoy.page;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/**
 * What each service brought.
 *
 * @param services over all days, the largest amount first
 * @param total of all services
 * @param gmv of the same days in gold.kpi_daily; equal to the total; empty where there is no such table
 * @param days by day and service
 */
record Attributed(
        String currency, List<OfService> services, BigDecimal total, Optional<BigDecimal> gmv, List<OfDay> days) {
    private static final String TABLE = "gold.attribution";
    private static final String DAILY = "gold.kpi_daily";

    /** @param products rows of gold.attribution: ordered products */
    record OfService(String service, BigDecimal amount, long products) {}

    /** One service on one day. */
    record OfDay(LocalDate day, String service, BigDecimal amount, long products) {}

    static Optional<Attributed> of(Lake lake, Spec spec) {
        if (!lake.exists(TABLE)) {
            return Optional.empty();
        }
        List<OfDay> days = lake
                .read(TABLE)
                .groupBy("event_date", "service")
                .agg(sum("amount").as("amount"), count(lit(1)).as("products"))
                .orderBy("event_date", "service")
                .collectAsList()
                .stream()
                .map(Attributed::day)
                .toList();
        return Optional.of(of(spec.currency().reporting(), days, gmv(lake)));
    }

    static Attributed of(String currency, List<OfDay> days, Optional<BigDecimal> gmv) {
        Map<String, List<OfDay>> byService =
                days.stream().collect(Collectors.groupingBy(OfDay::service, TreeMap::new, Collectors.toList()));
        List<OfService> services = byService.entrySet().stream()
                .map(one -> new OfService(
                        one.getKey(),
                        total(one.getValue()),
                        one.getValue().stream().mapToLong(OfDay::products).sum()))
                .sorted(Comparator.comparing(OfService::amount).reversed())
                .toList();
        return new Attributed(currency, services, total(days), gmv, days);
    }

    /** Services keep their totals over all days. */
    Attributed within(Limits limits) {
        List<LocalDate> last = limits.lastDays(
                days.stream().map(OfDay::day).distinct().sorted().toList());
        List<String> largest = services.stream()
                .limit(limits.values() * 2L)
                .map(OfService::service)
                .toList();
        return new Attributed(
                currency,
                services.stream().limit(limits.values() * 10L).toList(),
                total,
                gmv,
                days.stream()
                        .filter(day -> last.contains(day.day()) && largest.contains(day.service()))
                        .toList());
    }

    private static OfDay day(Row row) {
        BigDecimal amount = row.getDecimal(2);
        return new OfDay(
                row.getDate(0).toLocalDate(),
                row.getString(1),
                amount == null ? BigDecimal.ZERO : amount,
                row.getLong(3));
    }

    private static BigDecimal total(List<OfDay> days) {
        return days.stream().map(OfDay::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Optional<BigDecimal> gmv(Lake lake) {
        return lake.exists(DAILY)
                ? Optional.ofNullable(lake.read(DAILY)
                        .filter("vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)' AND variant ="
                                + " '(all)'")
                        .agg(sum("gmv"))
                        .first()
                        .getDecimal(0))
                : Optional.empty();
    }
}
