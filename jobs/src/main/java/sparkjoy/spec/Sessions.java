package sparkjoy.spec;

import java.time.Duration;

/** What makes a session of events that carry no session of the app. */
public record Sessions(
        @Explain("a unit's event that follows its last by more than this begins a new session; at most 1 day")
                Duration inactivity) {}
