package sparkjoy.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkjoy.error.UserError;

/** Passwords come from the environment, and only the right one is accepted. */
class UsersTest {
    @Test
    void aUserIsKnownByTheirOwnPasswordOnly() {
        Users users = Users.of(Map.of("ann", "ANNS", "bob", "BOBS"), Map.of("ANNS", "a-secret", "BOBS", "b-secret"));

        assertThat(users.accepts("ann", "a-secret")).isTrue();
        assertThat(users.accepts("ann", "b-secret")).isFalse();
        assertThat(users.accepts("eve", "a-secret")).isFalse();
        assertThat(users.accepts("eve", "")).isFalse();
    }

    @Test
    void withoutUsersEverybodyMayConnect() {
        assertThat(Users.of(Map.of(), Map.of()).accepts("anybody", "")).isTrue();
    }

    @Test
    void aPasswordThatIsNotThereIsToldWithoutTheValueOfTheSpecification() {
        assertThatThrownBy(() -> Users.of(Map.of("ann", "HUNTER2"), Map.of("HUNTER2", "")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("serve.users.ann")
                .hasMessageNotContaining("HUNTER2");
    }
}
