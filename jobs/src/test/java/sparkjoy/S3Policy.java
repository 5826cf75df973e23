package sparkjoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The IAM policy of docs/s3.md. */
record S3Policy(JsonNode statements) {
    private static final Pattern POLICY = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    /** The policy with other places: each of the page's names is replaced. */
    static S3Policy ofThePage(String... namesAndPlaces) throws IOException {
        Matcher found = POLICY.matcher(Files.readString(Path.of("../docs/s3.md")));
        if (!found.find()) {
            throw new IllegalStateException("docs/s3.md has no policy");
        }
        String text = found.group(1);
        for (int at = 0; at < namesAndPlaces.length; at += 2) {
            text = text.replace(namesAndPlaces[at], namesAndPlaces[at + 1]);
        }
        return new S3Policy(new ObjectMapper().readTree(text).get("Statement"));
    }

    /** The calls that the policy does not allow. */
    Set<S3Call> refused(Collection<S3Call> calls) {
        return calls.stream()
                .filter(call -> nodes(statements).noneMatch(statement -> allows(statement, call)))
                .collect(Collectors.toSet());
    }

    /** The actions of a statement that no call used, as `Sid action`. */
    Set<String> unused(Collection<S3Call> calls) {
        Set<String> unused = new TreeSet<>();
        for (JsonNode statement : statements) {
            for (String action : texts(statement.get("Action"))) {
                if (calls.stream().noneMatch(call -> call.action().equals(action) && allows(statement, call))) {
                    unused.add(statement.get("Sid").asText() + " " + action);
                }
            }
        }
        return unused;
    }

    private static boolean allows(JsonNode statement, S3Call call) {
        JsonNode prefixes = statement.at("/Condition/StringLike/s3:prefix");
        return statement.get("Effect").asText().equals("Allow")
                && texts(statement.get("Action")).contains(call.action())
                && texts(statement.get("Resource")).stream()
                        .anyMatch(resource -> isLike(resource, "arn:aws:s3:::" + call.resource()))
                && (prefixes.isMissingNode()
                        || texts(prefixes).stream().anyMatch(prefix -> isLike(prefix, call.prefix())));
    }

    private static boolean isLike(String pattern, String text) {
        return text.matches(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray() ? nodes(node).map(JsonNode::asText).toList() : List.of(node.asText());
    }

    private static Stream<JsonNode> nodes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
