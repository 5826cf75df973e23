package sparkjoy.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A stream for people, whoever writes to it: UTF-8 text reaches the one behind it as {@link Printable#lines} shows it. */
public final class PrintableStream extends OutputStream {
    private final OutputStream target;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /** The first bytes of a character whose others are still to come. */
    private ByteBuffer begun = ByteBuffer.allocate(0);

    PrintableStream(OutputStream target) {
        this.target = target;
    }

    /** What is printed to it is shown by another stream. */
    public static PrintStream over(OutputStream target) {
        return new PrintStream(new PrintableStream(target), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(begun.remaining() + length);
        in.put(begun).put(bytes, offset, length).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        utf8.decode(in, out, false);
        begun = in;
        target.write(Printable.lines(out.flip().toString()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
