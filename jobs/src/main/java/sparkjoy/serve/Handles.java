package sparkjoy.serve;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hive.service.rpc.thrift.THandleIdentifier;
import sparkjoy.error.UserError;

/**
 * Things of one connection that its client names by handles.
 *
 * @param kind what they are called in messages
 * @param most how many may be open at once
 */
record Handles<T>(String kind, int most, Map<UUID, T> things) {
    Handles(String kind, int most) {
        this(kind, most, new HashMap<>());
    }

    /** Raises UserError where as many are open as one connection may have. */
    void requireRoom() {
        if (things.size() >= most) {
            throw new UserError("This connection has " + things.size() + " open " + kind + "s, which is the most"
                    + " that one may have: close some.");
        }
    }

    THandleIdentifier add(T thing) {
        requireRoom();
        UUID id = UUID.randomUUID();
        things.put(id, thing);
        return new THandleIdentifier(bytes(id), bytes(UUID.randomUUID()));
    }

    T find(THandleIdentifier handle) {
        return Optional.ofNullable(things.get(id(handle)))
                .orElseThrow(() -> new NoSuchElementException("There is no such " + kind + ", or it is closed."));
    }

    Optional<T> remove(THandleIdentifier handle) {
        return Optional.ofNullable(things.remove(id(handle)));
    }

    private static UUID id(THandleIdentifier handle) {
        ByteBuffer bytes = ByteBuffer.wrap(handle.getGuid());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static ByteBuffer bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip();
    }
}
