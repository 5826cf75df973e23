package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** Events that look mapped and are read as nothing are named by run, status and plan, with the line that maps them. */
class FindingsTest {
    @TempDir
    private static Path folder;

    private static final List<String> CALLS = new ArrayList<>();

    private static TestPipeline pipeline;
    private static Answer run;

    @BeforeAll
    static void runOverEventsThatLookMapped() {
        for (String name : List.of("order placed", "OrderPlaced", "order_placed", "order_placed")) {
            call("u1", name, "\"order_id\":\"o\",\"revenue\":5");
        }
        call("u1", "Order Shipped", "\"order_id\":\"o\"");
        call("u1", "Experiment Viewed", "\"experimentKey\":\"home\",\"variationKey\":\"B\"");
        call("u1", "Experiment Viewed", "\"nothing\":1");
        call("u1", "Order Completed", "\"order_id\":\"o1\",\"grand.total\":9");
        call("u1", "Order Completed", "\"order_id\":\"o2\"");
        call("u1", "Order Completed", "\"order_id\":\"o3\",\"revenue\":9");
        call("u1", "Product List Viewed", "\"line_items\":[{\"product_id\":\"p\"}]");
        call("guest", "Product Clicked", "\"product_id\":\"p\",\"variant\":\"200 pieces\",\"sku\":\"s\"");
        for (int i = 0; i < 1_000; i++) {
            call("kiosk", "Product Clicked", "\"product_id\":\"p\"");
        }
        for (int i = 0; i < 50; i++) {
            call("person-" + i, "Product Clicked", "\"product_id\":\"p\"");
        }
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(DAY + "/a.gz", gzip(CALLS.toArray(String[]::new)));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        run = pipeline.run("ingest", "clean");
    }

    private static void call(String user, String event, String properties) {
        int number = CALLS.size();
        CALLS.add(String.format(
                "{\"messageId\":\"m%04d\",\"type\":\"track\",\"event\":\"%s\",\"userId\":\"%s\",\"anonymousId\":\"a%d\","
                        + "\"receivedAt\":\"2026-03-02T10:00:00.000Z\",\"timestamp\":\"2026-03-02T10:00:00.000Z\","
                        + "\"properties\":{%s}}",
                number, event, user, number, properties));
    }

    @Test
    void theRunNamesEachWithItsCountAnExampleAndTheLineToAdd() {
        String orders =
                ", which looks like the action order: they count as nothing until the name is mapped, such as message ";
        String line = ". Add to the specification: actions: {order: [Order Completed, Completed Order, order_placed,"
                + " OrderPlaced, order placed]}";

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(warnings(run.out()))
                .hasSize(10)
                .startsWith(
                        "WARNING: 2 of 1,062 events are named 'order_placed'" + orders + "m0002" + line,
                        "WARNING: 1 of 1,062 events are named 'OrderPlaced'" + orders + "m0001" + line,
                        "WARNING: 1 of 1,062 events are named 'order placed'" + orders + "m0000" + line,
                        "WARNING: 1 of 3 orders have no amount, so they add nothing to GMV, but hold"
                                + " properties.`grand.total`, which looks like one, such as message m0007. Add to the"
                                + " specification: properties: {revenue: [properties.revenue, properties.`grand.total`]}",
                        "WARNING: 1 of 3 orders have no amount, so they add nothing to GMV: name the property"
                                + " that holds"
                                + " it in properties.revenue, such as message m0008.")
                .anySatisfy(warning -> assertThat(warning).contains("1,000 of 1,062", "user id 'kiosk'", "identity"))
                .anySatisfy(warning -> assertThat(warning).contains("user id 'guest', a placeholder"))
                .anySatisfy(warning -> assertThat(warning).contains("properties.experimentKey, which looks like it"))
                .noneSatisfy(warning -> assertThat(warning).contains("properties.variant,", "action click"));
        assertThat(run.out()).contains("2 more warnings: --json lists all.");
    }

    @Test
    void statusAndPlanRepeatThemWithoutLookingAtEvents() {
        List<String> told = warnings(run.out());

        assertThat(warnings(pipeline.verb("status").out())).containsExactlyInAnyOrderElementsOf(told);
        assertThat(warnings(pipeline.plan().out())).containsExactlyInAnyOrderElementsOf(told);
        assertThat(pipeline.withOptions("--json").verb("status").out())
                .contains("\"kind\":\"PROPERTY\"", "\"subject\":\"properties.line_items\"");
    }

    @Test
    void whatTheSpecificationSettlesIsNotRepeated() {
        String plan = pipeline.with("actions.order=[Order Completed, Order Placed]", "bots.units=[kiosk]")
                .plan()
                .out();

        assertThat(warnings(plan))
                .isNotEmpty()
                .noneSatisfy(warning -> assertThat(warning).contains("looks like the action order"))
                .noneSatisfy(warning -> assertThat(warning).contains("kiosk"));
    }

    private static List<String> warnings(String text) {
        return text.lines().filter(line -> line.startsWith("WARNING: ")).toList();
    }
}
