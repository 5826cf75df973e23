package sparkjoy.init;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sparkjoy.review.SpecLine;
import sparkjoy.spec.LogFormat;
import sparkjoy.spec.Storage;
import sparkjoy.terminal.Printable;

/** Writes what was inferred as a specification, with the evidence of each guess in a comment above it. */
final class SpecText {
    private static final int MOST_UNKNOWN = 20;

    private final Target target;
    private final Inference inference;
    private final Forecast forecast;
    private final List<Question> questions;
    private final StringBuilder text = new StringBuilder();

    private SpecText(Target target, Inference inference, Forecast forecast) {
        this.target = target;
        this.inference = inference;
        this.forecast = forecast;
        questions = Question.of(inference, forecast);
    }

    static String of(Target target, Inference inference, Forecast forecast) {
        SpecText spec = new SpecText(target, inference, forecast);
        spec.head();
        spec.storage();
        spec.sources();
        new IdentityText(inference, forecast).lines().forEach(spec::line);
        spec.actions();
        spec.columns();
        spec.products();
        spec.consent();
        spec.currency();
        spec.kpis();
        new ExperimentText(forecast.experiments(), forecast.salts(), forecast.count("exposure") > 0)
                .lines()
                .forEach(spec::line);
        spec.pipelines();
        return spec.text.toString();
    }

    private void head() {
        Sample sample = inference.sample();
        comment(
                "",
                String.format(
                        "Written by `joy init` from %,d calls in %,d of %,d files. The comment above a line says"
                                + " what the line rests on.",
                        sample.calls().size(),
                        sample.chosen().files().size(),
                        sample.chosen().listed()));
        comment("", "A line with ASK needs an answer that is not in the logs. docs/spec.md lists every key.");
        line("lake: " + SpecLine.quoted(target.lake()));
    }

    private void storage() {
        Storage storage = target.storage();
        boolean isUsual = storage.endpoint().isEmpty()
                && storage.region().isEmpty()
                && !storage.pathStyle()
                && storage.credentials().provider() == Storage.Provider.CHAIN;
        if (isUsual) {
            return;
        }
        section("storage");
        storage.endpoint().ifPresent(endpoint -> line("  endpoint: " + SpecLine.quoted(endpoint)));
        storage.region().ifPresent(region -> line("  region: " + SpecLine.quoted(region)));
        line("  path_style: " + storage.pathStyle());
        line("  credentials:");
        line("    provider: " + storage.credentials().provider().name().toLowerCase(Locale.ROOT));
        storage.credentials().file().ifPresent(file -> line("    file: " + SpecLine.quoted(file)));
        storage.credentials().roleArn().ifPresent(role -> line("    role_arn: " + SpecLine.quoted(role)));
    }

    private void sources() {
        section("sources");
        line("  app:");
        String ids = inference.sample().chosen().files().stream()
                .map(file -> file.sourceId())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        comment("    ", "Segment sources that were sampled: " + ids);
        line("    path: " + SpecLine.quoted(target.logs()));
        if (target.format() != LogFormat.SEGMENT) {
            line("    format: " + target.format().name().toLowerCase(Locale.ROOT));
        }
    }

    private void actions() {
        Actions actions = inference.actions();
        section("actions");
        actions.taken().forEach((action, events) -> {
            comment(
                    "  ",
                    events.stream()
                            .map(event -> String.format(
                                    "%,d calls %s", inference.profiles().count(event), event))
                            .collect(Collectors.joining("; ")));
            line("  " + action + ": " + list(events));
        });
        actions.doubtful().forEach((event, action) -> {
            if (Shown.isName(event)) {
                comment("  ", event + " looks like an order and has neither an order id nor an amount nor products:");
                comment("  ", action + ": " + list(List.of(event)));
            }
        });
        String unknown = actions.unknown().stream()
                .filter(Shown::isName)
                .limit(MOST_UNKNOWN)
                .map(event ->
                        String.format("%s (%,d)", event, inference.profiles().count(event)))
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            comment("  ", "Other events: " + unknown);
        }
    }

    private void columns() {
        section("properties");
        inference.columns().values().forEach(guess -> guess(guess, List.of()));
        if (!inference.personal().isEmpty()) {
            comment(
                    "  ",
                    "These properties look like e-mail addresses or telephone numbers, and silver.events keeps them in"
                            + " `properties`: " + String.join(", ", inference.personal()));
        }
    }

    private void products() {
        section("products");
        inference.products().values().forEach(guess -> guess(guess, guess.taken()));
    }

    /** @param byName candidates that are written by their last key alone */
    private void guess(Guess guess, List<Candidate> byName) {
        guess.taken().forEach(candidate -> comment("  ", named(candidate, byName) + ": " + candidate.evidence()));
        String column = guess.column();
        if (guess.isSure()) {
            line("  " + column + ": "
                    + list(guess.taken().stream()
                            .map(candidate -> named(candidate, byName))
                            .toList()));
            String unread = doubtful(guess.doubtful().stream()
                    .filter(candidate -> candidate.match().isSure())
                    .toList());
            if (!unread.isEmpty()) {
                comment("  ", "not read for " + column + ": " + unread);
            }
        } else if (guess.refused().isPresent()) {
            comment("  ", guess.refused().get());
            line("  " + column + ": []");
        } else if (!guess.doubtful().isEmpty()) {
            comment("  ", column + " is not clear; it may be " + doubtful(guess.doubtful()));
            comment(
                    "  ",
                    column + ": " + list(List.of(best(guess.doubtful()).get(0).path())));
        }
    }

    private static String named(Candidate candidate, List<Candidate> byName) {
        return byName.contains(candidate) ? candidate.profile().leaf() : candidate.path();
    }

    private static String doubtful(List<Candidate> candidates) {
        return best(candidates).stream()
                .map(candidate -> candidate.path() + " (" + candidate.evidence() + ")")
                .collect(Collectors.joining(" or "));
    }

    private static List<Candidate> best(List<Candidate> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparing(Candidate::count).reversed())
                .limit(2)
                .toList();
    }

    private void consent() {
        inference.consent().ifPresent(consent -> {
            section("consent");
            comment(
                    "  ",
                    String.format(
                            "%.1f %% of calls hold preferences here; a call without them is left out (consent.absent: deny)"
                                    + " as soon as a category is required",
                            100.0
                                    * consent.calls()
                                    / Math.max(1, inference.sample().calls().size())));
            line("  preferences: " + SpecLine.quoted(consent.path()));
            ask("consent.required");
            comment("  ", "required: " + list(List.copyOf(consent.agreed().keySet())));
        });
    }

    private void currency() {
        Map<String, Long> seen = forecast.currencies();
        section("currency");
        Optional<String> most = seen.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .filter(code -> code.matches("[A-Z]{3}"));
        most.ifPresent(code ->
                comment("  ", String.format("%,d of %,d orders are in %s", seen.get(code), forecast.orders(), code)));
        ask("currency.reporting");
        line(most.map(code -> "  reporting: " + code).orElse("  # reporting: EUR"));
        ask("currency.rates");
        if (inference.mayBeCents()) {
            comment("  ", "rates: [{currency: " + most.orElse("EUR") + ", from: 2000-01-01, rate: 0.01}]");
        }
        seen.keySet().stream()
                .filter(code -> code.matches("[A-Z]{3}") && !code.equals(most.orElse("")))
                .forEach(code -> comment("  ", "rates: [{currency: " + code + ", from: 2000-01-01, rate: ?}]"));
    }

    private void kpis() {
        boolean isTotal = !inference.columns().get("revenue").isSure()
                && inference.columns().get("total").isSure();
        section("kpis");
        ask("kpis.amount");
        line("  amount: " + (isTotal ? "total" : "revenue"));
    }

    private void pipelines() {
        section("pipelines");
        line("  main:");
        ask("    ", "pipelines.main.owner");
        line("    owner: unknown");
        comment("    ", "schedule: 1 hour");
    }

    private void ask(String key) {
        ask("  ", key);
    }

    private void ask(String indent, String key) {
        questions.stream()
                .filter(question -> question.key().equals(key))
                .forEach(question -> comment(indent, "ASK: " + question.text()));
    }

    private void section(String name) {
        text.append('\n');
        line(name + ":");
    }

    private void comment(String indent, String words) {
        line(indent + "# " + Printable.line(words));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String list(List<String> values) {
        return values.stream().map(SpecLine::quoted).collect(Collectors.joining(", ", "[", "]"));
    }
}
