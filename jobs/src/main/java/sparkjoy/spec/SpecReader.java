package sparkjoy.spec;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Problems problems = new Problems();
        Node written = new Variables(environment, problems).resolved(layered(files, overrides, problems), "");
        Node tree = Defaults.load().below(written);
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
            Node layer = file(file, problems);
            tree = layer instanceof Node.Empty ? tree : Layers.merged(tree, layer);
        }
        for (String override : overrides) {
            Optional<Node> layer = Overrides.parse(override, problems);
            tree = layer.isEmpty() ? tree : Layers.merged(tree, layer.get());
        }
        return tree;
    }

    private static Node file(Path file, Problems problems) {
        try {
            return YamlText.ofFile(Files.readString(file), file.toString(), problems);
        } catch (NoSuchFileException e) {
            return unreadable(file.toString(), "there is no such file; name one with --spec", problems);
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
