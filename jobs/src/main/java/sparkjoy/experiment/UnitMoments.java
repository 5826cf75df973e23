package sparkjoy.experiment;

import static org.apache.spark.sql.functions.udaf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import scala.Tuple4;
import sparkjoy.experiment.statistics.Moments;

/**
 * Aggregates units into the {@link Moments} of their four measures, as bytes. Spark's own var_samp and covar_samp depend
 * in their last digits on the order in which partitions arrive; these do not, so equal units give equal readouts.
 */
public final class UnitMoments extends Aggregator<Tuple4<Double, Double, Double, Double>, Moments, byte[]> {
    private static final long serialVersionUID = 1L;
    private static final Encoder<Double> NUMBER = Encoders.DOUBLE();

    private UnitMoments() {}

    /**
     * The aggregate column, of {@link Moments#toBytes}; a null number makes the moments NaN, not another group's.
     *
     * @param numerator value_num; any numeric type, decimals too
     * @param denominator value_den
     * @param preNumerator pre_num
     * @param preDenominator pre_den
     */
    public static Column of(Column numerator, Column denominator, Column preNumerator, Column preDenominator) {
        return udaf(new UnitMoments(), Encoders.tuple(NUMBER, NUMBER, NUMBER, NUMBER))
                .apply(
                        numerator.cast("DOUBLE"),
                        denominator.cast("DOUBLE"),
                        preNumerator.cast("DOUBLE"),
                        preDenominator.cast("DOUBLE"));
    }

    @Override
    public Moments zero() {
        return new Moments();
    }

    @Override
    public Moments reduce(Moments moments, Tuple4<Double, Double, Double, Double> unit) {
        return moments.add(number(unit._1()), number(unit._2()), number(unit._3()), number(unit._4()));
    }

    @Override
    public Moments merge(Moments one, Moments other) {
        return one.merge(other);
    }

    @Override
    public byte[] finish(Moments moments) {
        return moments.toBytes();
    }

    @Override
    public Encoder<Moments> bufferEncoder() {
        return Encoders.javaSerialization(Moments.class);
    }

    @Override
    public Encoder<byte[]> outputEncoder() {
        return Encoders.BINARY();
    }

    private static double number(Double value) {
        return value == null ? Double.NaN : value;
    }
}
