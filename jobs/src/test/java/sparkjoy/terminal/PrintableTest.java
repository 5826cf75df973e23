package sparkjoy.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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

    @Test
    void aSentenceStaysOneLineAndIsNotEscapedTwice() {
        String name = Printable.text("a\\b\u001b\r\nDONE");

        String sentence = Printable.line("The object " + name + "\u2028 is new\tnow");

        assertThat(sentence).isEqualTo("The object a\\\\b\\u{1b}\\r\\nDONE\\u{2028} is new\\tnow");
        assertThat(Printable.line(sentence)).isEqualTo(sentence);
    }

    @Test
    void linesKeepTheirBreaksAndIndentationAndNothingElse() {
        String text = "one\u009b2J\n\t\tat two\tx\r\n\n  three\u202e";

        String shown = Printable.lines(text);

        assertThat(shown).isEqualTo("one\\u{9b}2J\n\t\tat two\\tx\\r\n\n  three\\u{202e}");
        assertThat(Printable.lines(shown)).isEqualTo(shown);
    }

    @Test
    void aStreamShowsWhatAnyoneWritesHoweverItIsCut() throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        byte[] text = "ERROR caf\u00e9 \ud83c\udf63 \u001b[2J\u202e\n\tat x\n".getBytes(StandardCharsets.UTF_8);

        try (PrintStream stream = PrintableStream.over(shown)) {
            for (byte one : text) {
                stream.write(one);
                stream.flush();
            }
            stream.write(new byte[] {(byte) 0xff, '!'}, 0, 2);
        }

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("ERROR caf\u00e9 \ud83c\udf63 \\u{1b}[2J\\u{202e}\n\tat x\n\ufffd!");
    }
}
