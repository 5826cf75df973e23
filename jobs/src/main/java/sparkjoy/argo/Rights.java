package sparkjoy.argo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The roles of the pods, which no specification changes. */
final class Rights {
    private Rights() {}

    /** The manifests of a file of the jar, comments and all. */
    static String text(String name) {
        String resource = "/sparkjoy/argo/" + name + ".yaml";
        try (InputStream in = Rights.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar holds no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
