package sparkjoy.spec;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads layered YAML files, overrides and environment into a valid specification, or says all that is wrong. */
public final class SpecReader {

    /**
     * Reads a specification.
     *
     * @param files later ones lie over earlier ones; at least one
     * @param overrides `a.b=c` with a YAML value, over all files
     * @param environment what `${NAME}` stands for
     * @throws SpecException with every problem, by file and line
     */
    public Spec read(List<Path> files, List<String> overrides, Map<String, String> environment) {
        return read(files, overrides, environment, spec -> List.of());
    }

    /**
     * Reads a specification and has its views and KPIs judged by more than their syntax.
     *
     * @param judge gives what is wrong with a specification that is valid otherwise
     * @throws SpecException with every problem, by file and line
     */
    public Spec read(
            List<Path> files,
            List<String> overrides,
            Map<String, String> environment,
            Function<Spec, List<Complaint>> judge) {
        Problems problems = new Problems();
        Node tree = written(layered(files, overrides, problems), environment, problems);
        Spec spec = checked(tree, problems);
        Place root = Place.root(tree, problems);
        judge.apply(spec).forEach(complaint -> root.follow(complaint.path()).complain(complaint.message()));
        problems.throwIfAny();
        return spec;
    }

    /**
     * Reads a specification in which one view is written in a file of its own.
     *
     * @param name of the view, in place of one of that name
     * @param view file that holds what stands below a name in `views`
     * @throws SpecException with every problem, by file and line
     */
    public Spec readWithView(
            String name, Path view, List<Path> files, List<String> overrides, Map<String, String> environment) {
        Problems problems = new Problems();
        Node tree = layered(files, overrides, problems);
        Node body = file(view, "name the YAML file of one view", problems);
        return checked(written(withView(tree, name, body), environment, problems), problems);
    }

    /**
     * The names that files map, without the defaults.
     *
     * @return section, such as `properties`, to key to names, as they are written
     * @throws SpecException where a file is not YAML
     */
    public Map<String, Map<String, List<String>>> mapped(List<Path> files, List<String> overrides) {
        Problems problems = new Problems();
        Place root = Place.root(layered(files, overrides, problems), problems);
        problems.throwIfAny();
        Map<String, Map<String, List<String>>> mapped = new LinkedHashMap<>();
        for (String section : List.of("actions", "properties", "products")) {
            Map<String, List<String>> keys = new LinkedHashMap<>();
            root.at(section).entries().forEach((key, names) -> keys.put(key, names.texts()));
            mapped.put(section, keys);
        }
        return mapped;
    }

    private static Node withView(Node tree, String name, Node view) {
        if (!(tree instanceof Node.Mapping spec)) {
            return tree;
        }
        Map<String, Node> views = new LinkedHashMap<>();
        if (spec.entries().get("views") instanceof Node.Mapping known) {
            views.putAll(known.entries());
        }
        views.put(name, view);
        Map<String, Node> entries = new LinkedHashMap<>(spec.entries());
        entries.put("views", new Node.Mapping(views, view.origin()));
        return new Node.Mapping(entries, spec.origin());
    }

    private static Node written(Node layered, Map<String, String> environment, Problems problems) {
        return Defaults.load().below(new Variables(environment, problems).resolved(layered, ""));
    }

    private static Spec checked(Node tree, Problems problems) {
        Optional<Spec> spec = new Binder(problems).spec(tree);
        Rules.check(tree, problems);
        problems.throwIfAny();
        return spec.orElseThrow();
    }

    private static Node layered(List<Path> files, List<String> overrides, Problems problems) {
        if (files.isEmpty()) {
            return unreadable("--spec", "no file; name one with --spec", problems);
        }
        Node tree = Node.Mapping.empty(Origin.of(files.get(0).toString(), 1));
        for (Path file : files) {
            Node layer = file(file, "name one with --spec", problems);
            tree = layer instanceof Node.Empty ? tree : Layers.merged(tree, layer);
        }
        for (String override : overrides) {
            Optional<Node> layer = Overrides.parse(override, problems);
            tree = layer.isEmpty() ? tree : Layers.merged(tree, layer.get());
        }
        return tree;
    }

    private static Node file(Path file, String mend, Problems problems) {
        try {
            return YamlText.ofFile(Files.readString(file), file.toString(), problems);
        } catch (NoSuchFileException e) {
            return unreadable(file.toString(), "there is no such file; " + mend, problems);
        } catch (MalformedInputException e) {
            return unreadable(file.toString(), "not UTF-8 text; save the file as UTF-8", problems);
        } catch (IOException e) {
            return unreadable(file.toString(), "cannot be read: " + e.getMessage(), problems);
        }
    }

    private static Node unreadable(String file, String message, Problems problems) {
        Origin origin = Origin.of(file, 0);
        problems.add(origin, "", message);
        return new Node.Unreadable(origin);
    }
}
