package sparkjoy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sparkjoy.init.Question;
import sparkjoy.init.Result;
import sparkjoy.run.Amount;
import sparkjoy.terminal.Printable;

/** The last screen of `joy init`: what was read, what a run would give, what is open. */
record InitText(Result result) {
    private static final int MEBIBYTE = 1 << 20;

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(read());
        lines.add("A run would give: " + outlook());
        lines.add(String.format(
                "Mapped: %s, %s, %s",
                Amount.of(result.actions().size(), "action", "actions"),
                Amount.of(result.columns().size(), "column", "columns"),
                Amount.of(result.products().size(), "column of products", "columns of products")));
        if (!result.unsure().isEmpty()) {
            lines.add("Not clear, so commented out with the best candidates: " + String.join(", ", result.unsure()));
        }
        if (!result.questions().isEmpty()) {
            lines.add("Only you can answer:");
            int number = 1;
            for (Question question : result.questions()) {
                lines.add(String.format("  %d. %s: %s", number++, question.key(), question.text()));
            }
        }
        return lines.stream().map(Printable::line).collect(Collectors.joining("\n"));
    }

    private String read() {
        String sources = result.sources() == result.sourcesThere()
                ? Amount.of(result.sources(), "source", "sources")
                : String.format("%,d of %,d sources", result.sources(), result.sourcesThere());
        return String.format(
                "Read %,d calls: %,d of %,d files of %s, %s MiB of text%s",
                result.calls(),
                result.files(),
                result.filesListed(),
                sources,
                result.bytes() / MEBIBYTE == 0 ? "less than 1" : String.valueOf(result.bytes() / MEBIBYTE),
                result.requests() == 0 ? "" : String.format(", at most %,d requests", result.requests()));
    }

    private String outlook() {
        String refused = result.refused().isEmpty()
                ? "no line refused"
                : String.format("%.2f %% of lines refused (%s)", 100 * result.refusedShare(), reasons());
        String experiments = result.experiments().isEmpty()
                ? "no experiment"
                : Amount.of(result.experiments().size(), "experiment", "experiments") + " ("
                        + String.join(", ", result.experiments()) + ")";
        return String.join(
                "; ",
                String.format(
                        "%s, %.1f %% with an amount",
                        Amount.of(result.orders(), "order", "orders"), 100 * result.ordersWithAmount()),
                String.format(
                        "%.1f %% of clicks after an impression of the same product",
                        100 * result.clicksAfterImpressions()),
                experiments,
                refused);
    }

    private String reasons() {
        return result.refused().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(reason -> String.format("%s %,d", reason.getKey(), reason.getValue()))
                .collect(Collectors.joining(", "));
    }
}
