package sparkjoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What came from outside cannot act on the terminal that shows it. */
class PrintableTest {
    @Test
    void controlCharactersAreShownAndDoNotAct() {
        String hostile = "a\u001b[31mred\u0007\u009b2J\n\t\u0000";

        String shown = Printable.text(hostile);

        assertThat(shown).isEqualTo("a\\u{1b}[31mred\\u{7}\\u{9b}2J\\n\\t\\u{0}");
    }

    @Test
    void textThatTurnsTheLineAroundOrHidesIsShown() {
        String hostile = "user\u202egnp.exe\u200b\ufeff";

        String shown = Printable.text(hostile);

        assertThat(shown).isEqualTo("user\\u{202e}gnp.exe\\u{200b}\\u{feff}");
    }

    @Test
    void invalidUtf8IsSeenByteByByteAndTheRestIsRead() {
        byte[] latin = "caf\u00e9 \u00ff!".getBytes(StandardCharsets.ISO_8859_1);

        String shown = Printable.bytes(latin);

        assertThat(shown).isEqualTo("caf\\xe9 \\xff!");
    }

    @Test
    void aCharacterThatIsCutOffAtTheEndIsSeenByItsBytes() {
        byte[] cut = {'a', (byte) 0xe2, (byte) 0x82};

        String shown = Printable.bytes(cut);

        assertThat(shown).isEqualTo("a\\xe2\\x82");
    }

    @Test
    void plainTextOfAnyLanguageStaysAndABackslashIsDoubled() {
        byte[] plain = "Gr\u00fc\u00dfe, \u6771\u4eac \ud83c\udf63 \\n".getBytes(StandardCharsets.UTF_8);

        String shown = Printable.bytes(plain);

        assertThat(shown).isEqualTo("Gr\u00fc\u00dfe, \u6771\u4eac \ud83c\udf63 \\\\n");
    }
}
