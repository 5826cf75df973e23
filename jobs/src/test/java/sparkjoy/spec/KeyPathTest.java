package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys joined by dots, odd ones in backticks. */
final class KeyPathTest {
    @Test
    void anyKeyCanBeNamed() {
        for (String key : List.of(
                "user.country", "[App] Version", "0", "say \"hi\"", "a`b", "a\\b", "`", ".", "plain", "$feature/a")) {
            String path = "properties." + KeyPath.quoted(key) + ".id";

            assertThat(KeyPath.parse(path).map(KeyPath::keys)).contains(List.of("properties", key, "id"));
        }
    }

    @Test
    void whatIsNotAPathIsRefused() {
        for (String path : List.of(
                "", ".", "a.", ".a", "a..b", "a.0", "a[0]", "a.\"b\"", "a.`b", "a.``", "a.b`c`", "`a`b", "a\\.b",
                "a. b", "a\n.b\n")) {
            assertThat(KeyPath.parse(path)).as(path).isEmpty();
        }
    }

    @Test
    void theNearestPathIsNamed() {
        assertThat(KeyPath.meant("properties[\"user.country\"]")).contains("properties.`user.country`");
        assertThat(KeyPath.meant("properties['a'].b")).contains("properties.`a`.b");
        assertThat(KeyPath.meant("properties.\"a.b\"")).contains("properties.`a.b`");
        assertThat(KeyPath.meant("properties.user\\.country")).contains("properties.`user.country`");
        assertThat(KeyPath.meant("properties.[App] Version")).contains("properties.`[App] Version`");
        assertThat(KeyPath.meant("properties.list.0.id")).contains("properties.list.`0`.id");
    }
}
