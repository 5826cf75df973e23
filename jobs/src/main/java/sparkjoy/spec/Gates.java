package sparkjoy.spec;

import java.util.Map;

/** How far staged days may be from the live ones before `joy promote` refuses them. */
public record Gates(
        @Explain("largest change of any measure of a day, as a share of the live value: 0.1 is ten per cent")
                double maxChange,
        @Explain("the same for single measures, by column; `rows` for the number of rows")
                Map<String, Double> maxChangeOf) {

    public Gates {
        maxChangeOf = Frozen.map(maxChangeOf);
    }
}
