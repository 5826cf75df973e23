package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(again.err()).contains("exists and stays as it is", "--check", "--into FILE");
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

    @Test
    void aBucketIsSampledWithinItsRequestsAndAWrongSecretIsSaid() throws IOException {
        String bucket = open.newBucket("init");
        for (int day = 0; day < 9; day++) {
            for (int file = 0; file < 12; file++) {
                long midnight = 1772409600000L + day * 86_400_000L;
                String key = "segment-logs/s" + file % 3 + "/" + midnight + "/" + file + ".gz";
                open.put(bucket, key, gzip(calls("basket_id").toArray(String[]::new)));
            }
        }
        Path spec = folder.resolve("bucket.yaml");

        try (S3Detour way = S3Detour.counting(open.endpoint())) {
            Answer answer = Answer.to(onS3(bucket, way.endpoint().toString(), "secret", spec));

            assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
            assertThat(answer.out()).contains("of 3 sources", "at most ");
            assertThat(way.requests()).isBetween(20L, (long) MOST_REQUESTS);
        }
        assertThat(Files.readString(spec)).contains("path_style: true", "provider: file");
        Answer refused = Answer.to(
                onS3(server.newBucket("init"), server.endpoint().toString(), "wrong", folder.resolve("y.yaml")));
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains("refuses the credentials", "check the access key")
                .doesNotContain("\tat ");
    }

    private static String[] onS3(String bucket, String endpoint, String secret, Path spec) throws IOException {
        Path keys = Files.writeString(
                folder.resolve("keys-" + secret + ".properties"), "access_key=key\nsecret_key=" + secret + "\n");
        return new String[] {
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
            "storage.credentials={provider: file, file: " + keys + "}"
        };
    }
}
