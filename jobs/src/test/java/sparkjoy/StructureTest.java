package sparkjoy;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Packages and files of the main code depend on each other in one direction only. */
class StructureTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])'|//[^\\n]*|/\\*(?s:.*?)\\*/");
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?([\\w.]+);");
    private static final Pattern NESTED = Pattern.compile("\\b(?:class|record|enum|interface)\\s+(\\w+)");
    private static final Pattern TYPE = Pattern.compile("(?<![\\w.])[A-Z]\\w*");

    private static JavaClasses classes;

    @BeforeAll
    static void read() throws URISyntaxException {
        Path main = Path.of(
                Joy.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        classes = new ClassFileImporter().importPath(main);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("(sparkjoy..)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void layersUseOnlyThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture()
                .layer("commands")
                .definedBy("sparkjoy", "sparkjoy.cli")
                .layer("services")
                .definedBy(packages("argo backfill doctor init maintain page status stream verify"))
                .layer("jobs")
                .definedBy(packages("bronze silver gold experiment experiment.statistics models"))
                .layer("runs")
                .definedBy(packages("explore freshness report run serve engine"))
                .layer("data")
                .definedBy(
                        packages("catalog error generate json lake lease readonly review source spec storage terminal"))
                .whereLayer("commands")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("services")
                .mayOnlyBeAccessedByLayers("commands")
                .whereLayer("jobs")
                .mayOnlyBeAccessedByLayers("commands", "services")
                .whereLayer("runs")
                .mayOnlyBeAccessedByLayers("commands", "services", "jobs")
                .check(classes);
    }

    /** By the source, because the compiler copies constants: classes do not show where they come from. */
    @Test
    void filesHaveNoCycles() throws IOException {
        Map<String, Set<String>> uses = uses();
        boolean isChanged = true;
        while (isChanged) {
            isChanged = uses.keySet().removeIf(file -> uses.get(file).stream().noneMatch(uses::containsKey));
        }
        isChanged = true;
        while (isChanged) {
            isChanged = uses.keySet().removeIf(file -> uses.values().stream().noneMatch(used -> used.contains(file)));
        }

        assertThat(uses.keySet()).as("files on a cycle").isEmpty();
    }

    private static String[] packages(String names) {
        return Stream.of(names.split(" ")).map(name -> "sparkjoy." + name).toArray(String[]::new);
    }

    /** The other files that each file names, by the name of its class. */
    private static Map<String, Set<String>> uses() throws IOException {
        Map<String, String> sources = new HashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            String name =
                    SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
            sources.put(name, NO_CODE.matcher(Files.readString(file)).replaceAll(" "));
        }
        Map<String, Set<String>> uses = new HashMap<>();
        sources.forEach((name, text) -> uses.put(name, used(name, text, sources.keySet())));
        return uses;
    }

    private static Set<String> used(String file, String text, Set<String> files) {
        Set<String> imported = groups(IMPORT, text);
        Set<String> own = groups(NESTED, text);
        String folder = file.substring(0, file.lastIndexOf('.') + 1);
        Set<String> used = TYPE.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(type -> !own.contains(type) && imported.stream().noneMatch(other -> other.endsWith("." + type)))
                .map(type -> folder + type)
                .collect(Collectors.toCollection(HashSet::new));
        imported.forEach(name -> files.stream()
                .filter(other -> name.equals(other) || name.startsWith(other + "."))
                .forEach(used::add));
        used.remove(file);
        used.retainAll(files);
        return used;
    }

    private static Set<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
