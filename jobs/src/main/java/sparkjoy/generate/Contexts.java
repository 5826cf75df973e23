package sparkjoy.generate;

/** The `context` objects of Segment's calls. */
final class Contexts {
    private Contexts() {}

    static byte[] client(Person person, long sessionId, int host) {
        Device device = person.device();
        Place place = person.place();
        JsonBuffer json = new JsonBuffer().add("{\"app\":{\"name\":\"Spark Eats\",\"version\":\"");
        json.add(person.appVersion()).add("\",\"build\":\"4711\"},\"device\":{\"type\":\"");
        json.add(device.type()).add("\",\"manufacturer\":\"").add(device.manufacturer());
        json.add("\",\"model\":\"").add(device.model()).add("\"},\"ip\":\"");
        json.add(place.network()).number(host);
        library(json.add("\",\"library\":"), device.library(), device.libraryVersion());
        json.add(",\"locale\":\"").add(place.locale());
        json.add("\",\"location\":{\"country\":\"").add(place.country());
        json.add("\"},\"os\":{\"name\":\"").add(device.os()).add("\",\"version\":\"");
        json.add(device.osVersion()).add("\"},");
        if (device.isPhone()) {
            json.add("\"network\":{\"cellular\":true,\"wifi\":false},");
        } else {
            json.add("\"page\":{\"path\":\"/home\",\"referrer\":\"https://www.example.com/search?q=d%C3%B6ner\",");
            json.add("\"search\":\"?utm_source=newsletter\",\"title\":\"Spark Eats\",");
            json.add("\"url\":\"https://eats.example.com/home?utm_source=newsletter\"},");
        }
        json.add("\"screen\":{").add(device.screen()).add("},\"sessionId\":\"").hex(sessionId, 16);
        json.add("\",\"timezone\":\"").add(place.timezone());
        return json.add("\",\"userAgent\":\"")
                .add(device.userAgent())
                .add("\"}")
                .toBytes();
    }

    static byte[] server(Person person) {
        JsonBuffer json = new JsonBuffer().add("{\"app\":{\"name\":\"Spark Eats\",\"version\":\"");
        library(json.add(person.appVersion()).add("\"},\"library\":"), "analytics-node", "2.1.3");
        json.add(",\"location\":{\"country\":\"").add(person.place().country());
        json.add("\"},\"locale\":\"").add(person.place().locale());
        return json.add("\",\"timezone\":\"")
                .add(person.place().timezone())
                .add("\"}")
                .toBytes();
    }

    private static void library(JsonBuffer json, String name, String version) {
        json.add("{\"name\":\"").add(name).add("\",\"version\":\"").add(version).add("\"}");
    }
}
