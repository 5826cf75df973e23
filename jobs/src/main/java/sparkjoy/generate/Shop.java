package sparkjoy.generate;

/** What all visits share. */
record Shop(Recipe recipe, Calendar calendar, Catalogue catalogue, Payload payload, Outbox outbox, Tally tally) {}
