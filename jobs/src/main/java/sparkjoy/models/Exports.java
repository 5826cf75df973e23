package sparkjoy.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes the graph in the formats that graph databases, catalogues and drawing tools read. */
public final class Exports {
    private static final Map<String, Function<Drawn, String>> FORMATS = new LinkedHashMap<>();

    static {
        FORMATS.put("mermaid", Pictures::mermaid);
        FORMATS.put("dot", Pictures::dot);
        FORMATS.put("graphml", GraphMl::text);
        FORMATS.put("graphson", GraphSon::text);
        FORMATS.put("cypher", Cypher::text);
        FORMATS.put("openlineage", OpenLineage::text);
        FORMATS.put("backstage", Backstage::text);
        FORMATS.put("json", GraphJson::text);
    }

    private Exports() {}

    public static List<String> formats() {
        return List.copyOf(FORMATS.keySet());
    }

    /** A picture of a model in Mermaid. */
    public static String mermaid(ModelPicture picture) {
        return Pictures.mermaid(picture);
    }

    /** The text of a graph in one of the formats. */
    public static String of(String format, Graph graph) {
        return FORMATS.get(format).apply(Drawn.of(graph));
    }
}
