package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.gzip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** `joy init` on folders and on a real S3 server: what it writes, what it leaves alone, and what it says where it cannot. */
class InitTest {
    private static final List<String> CANARIES =
            List.of("canary@example.com", "+49 170 5550199", "canary-user-7731", "ord_canary_5521", "8812-canary-cart");
    private static final int MOST_REQUESTS = 200;
    private static final long MOST_BYTES = 128L << 20;

    @TempDir
    private static Path folder;

    private static S3Server server;
    private static S3Server open;
    private static RawLogs shop;

    @BeforeAll
    static void deliver() {
        server = S3Server.start();
        open = S3Server.startOpen();
        shop = new RawLogs(folder.resolve("shop"));
        shop.put(DAY + "/a.gz", gzip(calls("basket_id").toArray(String[]::new)));
    }

    @AfterAll
    static void stop() {
        server.close();
        open.close();
    }

    /** Carts, orders with personal values all over, and an event that names a person. */
    private static List<String> calls(String cart) {
        List<String> calls = new ArrayList<>();
        IntStream.range(0, 60).forEach(number -> {
            calls.add(call(
                    number,
                    "item added to cart",
                    String.format(
                            "\"%s\":\"8812-canary-cart-%d\",\"product_id\":\"p%d\",\"qty\":2,\"price\":1.5,"
                                    + "\"contact\":\"canary@example.com\",\"by_user\":{\"canary@example.com\":1}",
                            cart, number, number % 7)));
            calls.add(call(
                    number,
                    "OrderPlaced",
                    String.format(
                            "\"orderNumber\":\"ord_canary_5521%d\",\"%s\":\"8812-canary-cart-%d\",\"orderTotal\":%d.25,"
                                    + "\"currency\":\"EUR\",\"phone\":\"+49 170 5550199\",\"total_items\":3",
                            number, cart, number, number)));
        });
        calls.add(call(1, "Mail from canary@example.com", "\"a\":1"));
        return calls;
    }

    private static String call(int number, String event, String properties) {
        return String.format(
                "{\"messageId\":\"%s-%d\",\"type\":\"track\",\"event\":\"%s\",\"userId\":\"canary-user-7731%d\","
                        + "\"receivedAt\":\"2026-03-02T10:00:00.000Z\",\"timestamp\":\"2026-03-02T09:59:58.000Z\","
                        + "\"properties\":{%s}}",
                event, number, event, number % 5, properties);
    }

    private static Answer init(RawLogs logs, Path spec, String... more) {
        List<String> line =
                new ArrayList<>(List.of("init", logs.root().toString(), "--into", spec.toString(), "--lake", "lake"));
        line.addAll(List.of(more));
        return Answer.to(line.toArray(String[]::new));
    }

    @Test
    void theSpecificationIsValidSaysWhyAndAsksWhatNobodyCanKnow() throws IOException {
        Path spec = folder.resolve("first.yaml");

        Answer answer = init(shop, spec);

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(Answer.to("validate", "--spec", spec.toString()).code()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(spec))
                .contains(
                        "order: [OrderPlaced]",
                        "add_to_cart: [item added to cart]",
                        "cart_id: [properties.basket_id]",
                        "order_id: [properties.orderNumber]",
                        "total: [properties.orderTotal]",
                        "amount: total",
                        "# properties.orderNumber: 100.0 % of order; text, nearly all different",
                        "# 60 of 60 orders are in EUR",
                        "# ASK: who is asked when the pipeline breaks?");
        assertThat(answer.out())
                .contains(
                        "60 orders, 100.0 % with an amount",
                        "1. pipelines.main.owner: who is asked", "Next:     bin/joy run all --spec " + spec);
        assertThat(answer.out().strip().lines().reduce((one, other) -> other))
                .hasValueSatisfying(last -> assertThat(last).startsWith("Next:"));
    }

    @Test
    void noPersonalValueIsWrittenOrPrinted() throws IOException {
        Path spec = folder.resolve("private.yaml");

        Answer answer = init(shop, spec);
        Answer check = Answer.to("init", "--check", "--spec", spec.toString());
        Answer json = init(shop, folder.resolve("private2.yaml"), "--json", "--dry-run");

        String all = Files.readString(spec) + answer.out() + answer.err() + check.out() + check.err() + json.out();
        assertThat(CANARIES).noneMatch(all::contains);
        assertThat(all).contains("look like e-mail addresses", "properties.contact, properties.phone");
    }

    @Test
    void whatAPersonWroteStaysByteForByte() throws IOException {
        Path spec = folder.resolve("edited.yaml");
        init(shop, spec);
        Files.writeString(spec, Files.readString(spec).replace("owner: unknown", "owner: me # \u00fc edited"));
        byte[] edited = Files.readAllBytes(spec);

        Answer again = init(shop, spec);
        Answer check = Answer.to("init", "--check", "--spec", spec.toString());

        assertThat(again.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(again.err()).contains("already exists; nothing was changed", "--check", "--into FILE");
        assertThat(check.code()).as(check.out() + check.err()).isEqualTo(ExitCode.DONE);
        assertThat(check.out()).contains("app: the sampled calls hold all that is mapped");
        assertThat(Files.readAllBytes(spec)).isEqualTo(edited);
    }

    @Test
    void aMappedPathThatIsGoneEndsWithThreeAndItsSuccessorIsNamed() throws IOException {
        Path spec = folder.resolve("drift.yaml");
        init(shop, spec);
        RawLogs later = new RawLogs(folder.resolve("later"));
        later.put(DAY + "/a.gz", gzip(calls("cartToken").toArray(String[]::new)));

        Answer check = Answer.to("init", later.root().toString(), "--check", "--spec", spec.toString());

        assertThat(check.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(check.out())
                .contains(
                        "gone from the logs:\n  properties.cart_id: properties.basket_id",
                        "properties: {cart_id: [properties.basket_id, properties.cartToken]}");
    }

    @Test
    void consentIsFoundWithTheShareThatAgreesToEachCategory() throws IOException {
        RawLogs logs = new RawLogs(folder.resolve("consent"));
        logs.put(
                DAY + "/a.gz",
                gzip(IntStream.range(0, 100)
                        .mapToObj(number -> call(number, "OrderPlaced", "\"orderNumber\":\"o" + number + "\"")
                                .replace("\"type\"", (number < 80 ? consent(number) : "") + "\"type\""))
                        .toArray(String[]::new)));
        Path spec = folder.resolve("consent.yaml");

        Answer answer = init(logs, spec);

        assertThat(answer.out())
                .contains("consent.required: which categories must be true for an event to be used? Of the calls with"
                        + " preferences, 25.0 % agree to Advertising, 100.0 % agree to Functional;");
        assertThat(Files.readString(spec))
                .contains(
                        "# 80.0 % of calls hold preferences here; a call without them is left out (consent.absent: deny) as"
                                + " soon as a category is required",
                        "  preferences: context.consent.categoryPreferences",
                        "  # required: [Advertising, Functional]");
    }

    private static String consent(int number) {
        return "\"context\":{\"consent\":{\"categoryPreferences\":{\"Advertising\":" + (number % 4 == 0)
                + ",\"Functional\":true}}},";
    }

    @Test
    void theSaltOfAnExperimentIsFoundByReplayAndItsWeightsFollow() throws IOException {
        Path logs = folder.resolve("salted");
        assertThat(Answer.to("generate", logs.toString(), "--events", "12000", "--days", "1")
                        .code())
                .isEqualTo(ExitCode.DONE);
        Path spec = folder.resolve("salted.yaml");

        Answer answer = init(new RawLogs(logs), spec);

        assertThat(answer.out())
                .containsPattern("PlanOut's hash with the salt home_ranking gives ([0-9,]+) of \\1 units"
                        + " the arm that they saw; weights that fit: Model_A 90, Model_B 10");
        String written = Files.readString(spec);
        assertThat(written).contains("#     salt: home_ranking", "arms: {Model_A: 90, Model_B: 10}}]");
        int start = written.indexOf("# experiments:");
        int end = written.indexOf("\n\n", start);
        Files.writeString(
                spec,
                written.substring(0, start)
                        + written.substring(start, end).replaceAll("(?m)^# ", "")
                        + written.substring(end));
        assertThat(Answer.to("validate", "--spec", spec.toString()).err()).isEmpty();
    }

    @Test
    void equalLogsAndSeedsGiveEqualSpecifications() throws IOException {
        init(shop, folder.resolve("one.yaml"));
        init(shop, folder.resolve("two.yaml"));

        assertThat(Files.readString(folder.resolve("two.yaml")))
                .isEqualTo(Files.readString(folder.resolve("one.yaml")));
    }

    @Test
    void badInputDoesNotStopIt() throws IOException {
        RawLogs logs = new RawLogs(folder.resolve("bad"));
        BadInputTest.CASES.forEach(bad -> logs.put(bad.path(), bad.bytes()));
        logs.put(DAY + "/hostile.gz", gzip(calls("basket_id").toArray(String[]::new)));
        Path spec = folder.resolve("bad.yaml");

        Answer answer = init(logs, spec);

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out()).contains("% of lines refused (", "BROKEN_JSON", "NOT_GZIP", "TRUNCATED_GZIP");
        assertThat(Files.readString(spec)).contains("order: [OrderPlaced]");
    }

    @Test
    void wherePlacesAreWrongASentenceNamesTheNextCommand() {
        RawLogs empty = new RawLogs(folder.resolve("empty"));
        empty.put("segment-logs/.keep", new byte[0]);
        RawLogs foreign = new RawLogs(folder.resolve("foreign"));
        foreign.put("segment-logs/app/export.csv", "a,b".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        RawLogs others = new RawLogs(folder.resolve("others"));
        others.put(DAY + "/a.gz", gzip("{\"level\":\"INFO\"}"));

        assertSaid(init(empty, folder.resolve("x.yaml")), "There is no delivery in ", "Next: bin/joy init ");
        assertSaid(
                init(foreign, folder.resolve("x.yaml")),
                "is a delivery of Segment: 1 file or folder",
                "Next: bin/joy init");
        assertSaid(
                init(others, folder.resolve("x.yaml")),
                "is a Segment call; the most frequent reason is MISSING_MESSAGE_ID",
                "Next: ");
        assertSaid(
                init(new RawLogs(shop.root().resolve("segment-logs/app")), folder.resolve("x.yaml")),
                "There is no folder segment-logs in ",
                "Next: bin/joy init " + shop.root());
        assertSaid(
                init(new RawLogs(folder), folder.resolve("x.yaml")),
                "There is no folder segment-logs in ",
                "Next: bin/joy init ");
        assertSaid(
                init(new RawLogs(folder.resolve("nowhere")), folder.resolve("x.yaml")),
                "No Segment logs at ",
                "Name the folder that holds it");
        assertThat(folder.resolve("x.yaml")).doesNotExist();
    }

    private static void assertSaid(Answer answer, String... parts) {
        assertThat(answer.code()).as(answer.out()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains(parts).doesNotContain("\tat ");
    }

    /** More sources and files than there are requests, and more text than is read. */
    @Test
    void aLargeBucketIsSampledWithinTheLimitsOfRequestsAndBytes() throws IOException {
        String bucket = open.newBucket("init");
        List<String> calls = calls("basket_id");
        String padding = "\"properties\":{\"padding\":\"" + "x".repeat(60_000) + "\",";
        byte[] file = gzip(calls.stream()
                .map(call -> call.replace("\"properties\":{", padding))
                .toArray(String[]::new));
        for (int source = 0; source < 36; source++) {
            String day = "segment-logs/s" + source + "/1772409600000";
            open.put(bucket, day + "/a.gz", file);
            open.put(bucket, day + "/b.gz", file);
        }
        Path spec = folder.resolve("bucket.yaml");

        try (S3Detour way = S3Detour.counting(open.endpoint())) {
            Answer answer = Answer.to(onS3(bucket, way.endpoint(), "secret", spec, "--json"));

            assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
            JsonNode result = new JsonMapper().readTree(answer.out());
            assertThat(result.get("sources_there").asInt()).isEqualTo(36);
            assertThat(result.get("files").asInt()).isBetween(30, 60);
            assertThat(result.get("bytes").asLong()).isBetween(MOST_BYTES * 9 / 10, MOST_BYTES);
            assertThat(way.requests())
                    .isBetween(100L, (long) result.get("requests").asInt());
            assertThat(result.get("requests").asInt()).isLessThanOrEqualTo(MOST_REQUESTS);
        }
        assertThat(Files.readString(spec)).contains("path_style: true", "provider: file", "order: [OrderPlaced]");
    }

    @Test
    void wherePermissionIsMissingASentenceNamesTheNextCommand() throws IOException {
        Path spec = folder.resolve("denied.yaml");

        assertSaid(
                initDenied(call -> call.action().equals("s3:ListBucket")),
                "refuses the credentials for s3a://init-",
                "docs/s3.md",
                "Next: fix this, then rerun bin/joy init s3a://init-");
        assertSaid(
                initDenied(call -> call.prefix().startsWith("segment-logs/app/")),
                "No permission to list 's3a://init-",
                "Next: fix this, then rerun bin/joy init s3a://init-");
        assertSaid(
                initDenied(call ->
                        call.action().equals("s3:GetObject") && call.resource().endsWith(".gz")),
                "No permission to read 1 of 1 file in s3a://init-",
                "docs/s3.md",
                "then bin/joy init s3a://init-");
        assertSaid(
                Answer.to(onS3(server.newBucket("init"), server.endpoint(), "wrong", spec)),
                "refuses the credentials",
                "check the access key",
                "Next: fix this, then rerun bin/joy init");
        assertThat(spec).doesNotExist();
    }

    private static Answer initDenied(Predicate<S3Call> denied) throws IOException {
        String bucket = open.newBucket("init");
        open.put(bucket, DAY + "/a.gz", gzip(calls("basket_id").toArray(String[]::new)));
        try (S3Detour way = S3Detour.denying(open.endpoint(), denied)) {
            return Answer.to(onS3(bucket, way.endpoint(), "secret", folder.resolve("denied.yaml")));
        }
    }

    private static String[] onS3(String bucket, URI endpoint, String secret, Path spec, String... more)
            throws IOException {
        Path keys = Files.writeString(
                folder.resolve("keys-" + secret + ".properties"), "access_key=key\nsecret_key=" + secret + "\n");
        List<String> line = new ArrayList<>(List.of(
                "init",
                "s3a://" + bucket,
                "--into",
                spec.toString(),
                "--set",
                "storage.endpoint=" + endpoint,
                "--set",
                "storage.path_style=true",
                "--set",
                "storage.region=us-east-1",
                "--set",
                "storage.credentials={provider: file, file: " + keys + "}"));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }
}
