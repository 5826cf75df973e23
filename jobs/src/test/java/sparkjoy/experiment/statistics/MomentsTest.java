package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sparkjoy.experiment.statistics.Vectors.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Moments lose no digits, and do not depend on how units were cut into parts. */
final class MomentsTest {
    private static final Percentage TWELVE_DIGITS = Percentage.withPercentage(1e-10);

    /** NumAcc4 of NIST's reference data; the doubles nearest to its decimals have the deviation of the two passes. */
    @Test
    void digitsSurviveALargeMean() {
        JsonNode vector = Vectors.named("nist_numacc4_cancellation");

        Moments moments = cancelling(1001);

        double deviation = Math.sqrt(moments.variance(Measure.NUMERATOR));
        assertThat(moments.units()).isEqualTo((long) number(vector, "/certified/n"));
        assertThat(moments.mean(Measure.NUMERATOR)).isEqualTo(number(vector, "/certified/mean"));
        assertThat(deviation).isCloseTo(number(vector, "/certified/sd"), within(1e-9));
        assertThat(deviation).isCloseTo(number(vector, "/two_pass_sd"), within(1e-14));
    }

    @Test
    void anyPartitioningGivesTheSameMoments() {
        Random random = new Random(11);
        List<double[]> units = heavyTailed(random, 5000);
        Moments whole = of(units);

        for (int cut = 0; cut < 20; cut++) {
            Collections.shuffle(units, random);
            assertSame(whole, merged(units, random, 1 + random.nextInt(200)));
        }
    }

    @Test
    void aLargeMeanDoesNotMakePartitioningMatter() {
        Random random = new Random(12);
        List<double[]> units = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            double value = cancellingValue(i);
            units.add(new double[] {value, value * 3, 1e9 + random.nextGaussian(), 1});
        }
        Moments whole = of(units);

        for (int cut = 0; cut < 20; cut++) {
            Collections.shuffle(units, random);
            assertSame(whole, merged(units, random, 1 + random.nextInt(100)));
        }
    }

    @Test
    void covariancesAreThoseOfTheDefinition() {
        Moments moments = new Moments().add(1, 2, 3, 4).add(2, 4, 1, 4).add(6, 3, 2, 4);

        assertThat(moments.variance(Measure.NUMERATOR)).isCloseTo(7, TWELVE_DIGITS);
        assertThat(moments.covariance(Measure.NUMERATOR, Measure.DENOMINATOR)).isCloseTo(0.5, TWELVE_DIGITS);
        assertThat(moments.covariance(Measure.PRE_NUMERATOR, Measure.NUMERATOR)).isCloseTo(-0.5, TWELVE_DIGITS);
        assertThat(moments.variance(Measure.PRE_DENOMINATOR)).isZero();
    }

    @Test
    void summaryRowsMergeLikeUnits() {
        Moments first = Vectors.values(1, 5, 2.5);
        Moments second = Vectors.values(-4, 8);
        Moments rows = Moments.of(3, first.mean(Measure.NUMERATOR), first.variance(Measure.NUMERATOR))
                .merge(Moments.of(2, 2, 72))
                .merge(new Moments());

        Moments units = first.merge(second);

        assertThat(rows.units()).isEqualTo(5);
        assertThat(rows.mean(Measure.NUMERATOR)).isCloseTo(units.mean(Measure.NUMERATOR), TWELVE_DIGITS);
        assertThat(rows.variance(Measure.NUMERATOR)).isCloseTo(units.variance(Measure.NUMERATOR), TWELVE_DIGITS);
    }

    @Test
    void bytesKeepAllDigits() {
        List<double[]> units = heavyTailed(new Random(13), 400);
        Moments first = of(units.subList(0, 150));
        Moments second = of(units.subList(150, 400));

        Moments merged = Moments.ofBytes(first.toBytes()).merge(Moments.ofBytes(second.toBytes()));

        assertSame(of(units), merged);
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> Moments.ofBytes(new byte[8]))
                .hasMessage("8 bytes are not moments, which have 232; aggregate the units again");
    }

    /** Proportional counts: the terms of the ratio's variance cancel, but for rounding. */
    @Test
    void whatIsRoundingIsNoVariance() {
        for (double factor : new double[] {0.3, 0.7, 1.1, 1.3, 1.7, 3.3}) {
            Moments moments = new Moments();
            for (int i = 1; i < 50; i++) {
                moments.add(0.1 * i, factor * i, 0, 0);
            }

            assertThat(Arms.ratio("C", moments).value().orElseThrow().variance())
                    .isZero();
        }
    }

    private static Moments cancelling(int count) {
        Moments moments = new Moments();
        for (int i = 0; i < count; i++) {
            moments.add(cancellingValue(i), 1, 0, 0);
        }
        return moments;
    }

    private static double cancellingValue(int i) {
        return i == 0 ? 10000000.2 : i % 2 == 1 ? 10000000.1 : 10000000.3;
    }

    private static List<double[]> heavyTailed(Random random, int count) {
        List<double[]> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double history = Math.exp(2 * random.nextGaussian());
            double value = history * random.nextDouble() + Math.exp(random.nextGaussian());
            units.add(new double[] {value, 1 + random.nextInt(500), history, random.nextInt(300)});
        }
        return units;
    }

    private static Moments of(List<double[]> units) {
        Moments moments = new Moments();
        units.forEach(unit -> moments.add(unit[0], unit[1], unit[2], unit[3]));
        return moments;
    }

    private static Moments merged(List<double[]> units, Random random, int parts) {
        List<List<double[]>> cut = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            cut.add(new ArrayList<>());
        }
        units.forEach(unit -> cut.get(random.nextInt(parts)).add(unit));
        Moments merged = new Moments();
        cut.forEach(part -> merged.merge(of(part)));
        return merged;
    }

    /** To the last bit. */
    private static void assertSame(Moments expected, Moments moments) {
        assertThat(moments.units()).isEqualTo(expected.units());
        for (Measure row : Measure.values()) {
            assertThat(moments.mean(row)).isEqualTo(expected.mean(row));
            for (Measure column : Measure.values()) {
                assertThat(moments.covariance(row, column)).isEqualTo(expected.covariance(row, column));
            }
        }
    }
}
