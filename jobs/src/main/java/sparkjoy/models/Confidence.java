package sparkjoy.models;

/** How sure an edge is. */
public enum Confidence {
    /** Somebody wrote this relation down. */
    DECLARED,
    /** Follows from two things that agree. */
    DERIVED,
    /** Names look alike; never part of a finding. */
    GUESSED
}
