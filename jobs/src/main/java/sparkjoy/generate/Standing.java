package sparkjoy.generate;

/** How a user stands to the experiment. */
enum Standing {
    /** Not in it. */
    OUTSIDE,
    /** In the variant that the hash gives. */
    VALID,
    /** In the arm that the hash does not give. */
    HASH_FAULT,
    /** In both arms. */
    CROSSOVER,
    /** In an arm that the experiment does not have. */
    LEAK
}
