package sparkjoy.experiment;

/** One thing that is wrong or odd about the assignment of a cell, with its numbers for people. */
record HealthFinding(Verdict verdict, String reason) {}
