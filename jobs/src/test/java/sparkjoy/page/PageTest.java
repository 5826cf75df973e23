package sparkjoy.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.terminal.Printable;

/** What the page's file holds, whatever the lake holds. */
final class PageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "\"'`${x}\\",
                "&lt;img src=x onerror=alert(1)&gt;",
                "\u202egnp.exe\u2066",
                "a\u2028b\u2029c\u0000d",
                "{{library}}",
                "$1 \\u003c/script>"
            })
    void aNameIsTextAndNeverMarkup(String name) throws IOException {
        String page = Page.of(Samples.data(3, 1, name));

        String json = PageDocument.json(page);
        assertThat(json).doesNotContain("<", ">", "&", "\u2028", "\u202e", "\u0000");
        assertThat(page.split("<script", -1))
                .hasSize(Page.of(Samples.data(3, 1, "plain")).split("<script", -1).length);
        assertThat(PageDocument.of(page).path("lake").asText()).isEqualTo(Printable.line(name));
    }

    @Test
    void aNameOfTenKilobytesIsCut() {
        String name = "x".repeat(10_240);

        JsonNode data = PageDocument.of(Page.of(Samples.data(3, 1, name)));

        assertThat(data.path("lake").asText()).startsWith("xxx").endsWith("x… (10,240 characters)");
        assertThat(texts(data)).allMatch(text -> text.length() < 1_100);
    }

    @Test
    void fourHundredDaysAndThirtyExperimentsStayBelowTwoMegabytes() {
        String page = Page.of(Samples.data(LargePage.DAYS, LargePage.EXPERIMENTS, "Model_B"));

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
        JsonNode data = PageDocument.of(page);
        assertThat(data.at("/kpis/days/0/times")).hasSize(400);
        assertThat(data.path("experiments")).hasSize(30);
        assertThat(data.at("/shortened/days").asInt()).isGreaterThanOrEqualTo(28);
    }

    @Test
    void nothingIsLeftOutOfASmallLake() {
        JsonNode data = PageDocument.of(Page.of(Samples.data(14, 1, "Model_B")));

        assertThat(data.path("shortened").isNull()).isTrue();
        assertThat(data.at("/kpis/hours").size())
                .isEqualTo(data.at("/kpis/days").size())
                .isGreaterThan(20);
        assertThat(data.at("/kpis/hours/1/times")).hasSize(14 * 24);
    }

    @Test
    void ofALargerLakeTheHoursOfPartsAreLeftOutFirst() {
        JsonNode data = PageDocument.of(Page.of(Samples.data(60, 2, "Model_B")));

        assertThat(data.at("/shortened/days").asInt()).isGreaterThan(60);
        assertThat(data.at("/kpis/hours")).hasSize(1);
        assertThat(data.at("/experiments/0/courses/0/days")).hasSize(60);
        assertThat(data.at("/experiments/0/dimensions")).hasSize(750);
    }

    @Test
    void thePolicyAllowsNoRequestAndOnlyTheTwoScripts() {
        String page = Page.of(Samples.data(3, 1, "Model_B"));

        assertThat(page)
                .containsPattern(
                        "default-src 'none'; script-src 'sha256-[^']+' 'sha256-[^']+'; style-src 'unsafe-inline'")
                .doesNotContain("{{");
    }

    @Test
    void servicesAddUpToTheLastDigit() {
        Attributed attributed = Samples.attributed(7, "(none)");

        assertThat(attributed.total()).isEqualByComparingTo("6.9993");
        assertThat(attributed.services())
                .extracting(Attributed.OfService::amount)
                .allSatisfy(amount -> assertThat(amount).isEqualByComparingTo("2.3331"));
    }

    @Test
    void amountsKeepAllTheirDigits() {
        JsonNode data = PageDocument.of(Page.of(Samples.data(1, 1, "Model_B")));

        assertThat(data.at("/kpis/days/0/measures/gmv/0").asText()).isEqualTo("123456.7800");
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.properties().forEach(field -> {
            texts.add(field.getKey());
            texts.addAll(texts(field.getValue()));
        });
        if (node.isArray()) {
            node.forEach(child -> texts.addAll(texts(child)));
        }
        return texts;
    }
}
