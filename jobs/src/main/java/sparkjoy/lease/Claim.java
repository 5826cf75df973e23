package sparkjoy.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a lease object says: who took it, and whether it was given back.
 *
 * @param host name of the machine, `unknown` where it has none
 * @param since when it was taken, by the holder's clock; for people, nothing is decided by it
 * @param expiry after how long without renewal it counts for nothing
 */
record Claim(String runId, String host, long process, Instant since, Duration expiry, State state) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    enum State {
        HELD,
        RELEASED
    }

    static Claim by(String runId, Duration expiry, Instant now) {
        return new Claim(runId, hostName(), ProcessHandle.current().pid(), now, expiry, State.HELD);
    }

    Claim released() {
        return new Claim(runId, host, process, since, expiry, State.RELEASED);
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A claim is not JSON: " + this, e);
        }
    }

    /** Empty where the text is not whole: its holder is writing it, or died while it did. */
    static Optional<Claim> parse(byte[] json) {
        try {
            return json.length == 0 ? Optional.empty() : Optional.of(JSON.readValue(json, Claim.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
