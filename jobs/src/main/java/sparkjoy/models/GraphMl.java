package sparkjoy.models;

import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The graph as GraphML, which Gephi, yEd, NetworkX and Gremlin read. */
final class GraphMl {
    private GraphMl() {}

    static String text(Drawn drawn) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("graphml");
            xml.writeDefaultNamespace("http://graphml.graphdrawing.org/xmlns");
            keys(xml, "node", "labelV", nodeKeys(drawn));
            keys(xml, "edge", "labelE", Set.of("evidence", "confidence", "source", "source_ref"));
            xml.writeStartElement("graph");
            xml.writeAttribute("id", "models");
            xml.writeAttribute("edgedefault", "directed");
            for (GraphNode node : drawn.nodes().values()) {
                xml.writeStartElement("node");
                xml.writeAttribute("id", plain(node.id()));
                data(xml, "labelV", node.kind().text());
                data(xml, "node.", Drawn.properties(node));
                xml.writeEndElement();
            }
            int number = 0;
            for (GraphEdge edge : drawn.edges()) {
                xml.writeStartElement("edge");
                xml.writeAttribute("id", "e" + number++);
                xml.writeAttribute("source", plain(edge.from()));
                xml.writeAttribute("target", plain(edge.to()));
                data(xml, "labelE", edge.kind().name());
                data(xml, "edge.", Drawn.properties(edge));
                xml.writeEndElement();
            }
            xml.writeEndDocument();
            xml.close();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> nodeKeys(Drawn drawn) {
        Set<String> keys = new TreeSet<>();
        drawn.nodes()
                .values()
                .forEach(node -> keys.addAll(Drawn.properties(node).keySet()));
        return keys;
    }

    private static void keys(XMLStreamWriter xml, String what, String label, Set<String> names)
            throws XMLStreamException {
        key(xml, what, label, label);
        for (String name : new TreeSet<>(names)) {
            key(xml, what, what + "." + name, name);
        }
    }

    private static void key(XMLStreamWriter xml, String what, String id, String name) throws XMLStreamException {
        xml.writeEmptyElement("key");
        xml.writeAttribute("id", plain(id));
        xml.writeAttribute("for", what);
        xml.writeAttribute("attr.name", plain(name));
        xml.writeAttribute("attr.type", "string");
    }

    private static void data(XMLStreamWriter xml, String prefix, Map<String, String> properties)
            throws XMLStreamException {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            data(xml, prefix + property.getKey(), property.getValue());
        }
    }

    private static void data(XMLStreamWriter xml, String key, String value) throws XMLStreamException {
        xml.writeStartElement("data");
        xml.writeAttribute("key", plain(key));
        xml.writeCharacters(plain(value));
        xml.writeEndElement();
    }

    /** XML has no way to write most control characters. */
    private static String plain(String text) {
        return text.replaceAll(
                "[^\\x{9}\\x{A}\\x{D}\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
