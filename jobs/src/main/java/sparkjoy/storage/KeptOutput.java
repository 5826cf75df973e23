package sparkjoy.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;

/** Writes an object, and keeps what it wrote where the object is small. Nobody gets the bytes of an object that was not stored. */
final class KeptOutput extends OutputStream implements StreamCapabilities, Abortable {
    private final FSDataOutputStream object;
    private final Consumer<byte[]> stored;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean isKept = true;

    KeptOutput(FSDataOutputStream object, Consumer<byte[]> stored) {
        this.object = object;
        this.stored = stored;
    }

    @Override
    public void write(int b) throws IOException {
        object.write(b);
        if (hasRoom(1)) {
            content.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        object.write(bytes, from, length);
        if (hasRoom(length)) {
            content.write(bytes, from, length);
        }
    }

    @Override
    public void flush() throws IOException {
        object.flush();
    }

    @Override
    public void close() throws IOException {
        object.close();
        if (isKept) {
            isKept = false;
            stored.accept(content.toByteArray());
        }
    }

    @Override
    public AbortableResult abort() {
        isKept = false;
        return object.abort();
    }

    @Override
    public boolean hasCapability(String capability) {
        return object.hasCapability(capability);
    }

    private boolean hasRoom(int more) {
        if (isKept && content.size() + more > ObjectEnd.MOST_BYTES) {
            isKept = false;
            content.reset();
        }
        return isKept;
    }
}
