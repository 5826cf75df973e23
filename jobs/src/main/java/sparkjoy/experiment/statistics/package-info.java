/**
 * The numbers of an experiment from a few summary rows per arm, without Spark: estimates of arms ({@link
 * sparkjoy.experiment.statistics.Arms}, {@link sparkjoy.experiment.statistics.Cuped}, {@link
 * sparkjoy.experiment.statistics.Stratification}) become effects by {@link
 * sparkjoy.experiment.statistics.Comparison}, and effects are read by {@link
 * sparkjoy.experiment.statistics.Sequential}, {@link sparkjoy.experiment.statistics.Posterior} and {@link
 * sparkjoy.experiment.statistics.Power}. What cannot be computed is a {@link sparkjoy.experiment.statistics.Finding}
 * without a value, never a neutral number. All tests are two-sided.
 */
package sparkjoy.experiment.statistics;
