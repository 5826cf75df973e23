package sparkjoy.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import sparkjoy.review.SpecLine;
import sparkjoy.spec.ActionNames;
import sparkjoy.spec.KeyPath;
import sparkjoy.spec.Spec;

/**
 * What logs say about a specification that exists.
 *
 * @param gone what it maps and no sampled call holds, although it once did or nothing else is mapped instead
 * @param unseen further names that it maps and no sampled call holds
 * @param added lines that would map what the calls hold and the specification does not read
 * @param kept what it maps otherwise than `joy init` would, and the calls hold
 */
public record SpecCheck(List<String> gone, List<String> unseen, List<String> added, List<String> kept) {

    /**
     * Compares.
     *
     * @param written section to key to names, as they are written, without defaults
     * @param text of the specification's files: evidence in comments shows what was there once
     * @throws NoSample where there is nothing to compare with
     */
    public static SpecCheck of(
            Spec spec,
            Map<String, Map<String, List<String>>> written,
            String text,
            Target target,
            Configuration configuration,
            Bounds bounds) {
        Sample sample = Init.sample(target, configuration, bounds);
        NoSample.refuse(target, sample);
        SpecCheck check = new SpecCheck(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Comparison comparison = new Comparison(spec, text, Inference.of(sample, Usual.spec()), check);
        written.get("actions").forEach(comparison::action);
        written.get("properties").forEach(comparison::column);
        written.get("products").forEach(comparison::product);
        comparison.addActions();
        comparison.addColumns();
        return check;
    }

    /** One comparison at work. */
    private record Comparison(Spec spec, String text, Inference inference, SpecCheck check) {
        void action(String action, List<String> events) {
            ActionNames names = new ActionNames(Map.of(action, events));
            boolean isAnySeen = inference.profiles().tracked().keySet().stream()
                    .anyMatch(event -> names.action(event).isPresent());
            compare("actions." + action, events, event -> isSeen(event), isAnySeen);
        }

        private boolean isSeen(String event) {
            ActionNames one = new ActionNames(Map.of("it", List.of(event)));
            return inference.profiles().tracked().keySet().stream()
                    .anyMatch(seen -> one.action(seen).isPresent());
        }

        void column(String column, List<String> paths) {
            compare("properties." + column, paths, this::isHeld, paths.stream().anyMatch(this::isHeld));
            Guess guess = inference.columns().get(column);
            if (guess != null && guess.isSure()) {
                keep(
                        "properties." + column,
                        paths,
                        guess.taken().stream().map(Candidate::path).toList());
            }
        }

        private boolean isHeld(String path) {
            return inference.profiles().at(KeyPath.of(path).keys()).isPresent();
        }

        void product(String column, List<String> names) {
            Predicate<String> isHeld = name -> !inference
                    .profiles()
                    .where(profile -> profile.keys().contains(PathProfile.ITEM)
                            && profile.leaf().equals(name))
                    .isEmpty();
            compare("products." + column, names, isHeld, names.stream().anyMatch(isHeld));
        }

        private void compare(String key, List<String> names, Predicate<String> isSeen, boolean isAnySeen) {
            for (String name : names) {
                if (!isSeen.test(name)) {
                    boolean wasThere = text.contains("# " + name + ": ") || text.contains(" calls " + name);
                    (wasThere || !isAnySeen ? check.gone() : check.unseen()).add(key + ": " + name);
                }
            }
        }

        private void keep(String key, List<String> written, List<String> guessed) {
            if (!written.equals(guessed) && written.stream().anyMatch(this::isHeld)) {
                check.kept().add(key + ": " + String.join(", ", written));
            }
        }

        void addActions() {
            ActionNames mapped = new ActionNames(spec.actions());
            inference.actions().taken().forEach((action, events) -> {
                List<String> unread = events.stream()
                        .filter(event -> mapped.action(event).isEmpty() && Shown.isName(event))
                        .toList();
                add("actions", action, spec.actions().getOrDefault(action, List.of()), unread);
            });
        }

        void addColumns() {
            inference.columns().forEach((column, guess) -> {
                List<String> read = spec.properties().getOrDefault(column, List.of());
                List<String> unread = guess.taken().stream()
                        .map(Candidate::path)
                        .filter(path -> !read.contains(path))
                        .toList();
                add("properties", column, read, unread);
            });
        }

        private void add(String section, String key, List<String> known, List<String> unread) {
            if (!unread.isEmpty()) {
                check.added().add(SpecLine.adding(section, key, known, unread));
            }
        }
    }

    /** Whether there is anything to report. */
    public boolean isEmpty() {
        return Stream.of(gone, unseen, added, kept).allMatch(List::isEmpty);
    }
}
