package sparkjoy.models;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads OpenAPI and Swagger documents: each API, its operations, and what they say of the deployment behind them. */
record OpenApiReader(Findings findings) {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    void read(List<Value> documents) {
        for (Value document : documents) {
            if (document.find("openapi").isPresent() || document.find("swagger").isPresent()) {
                api(document);
            } else {
                findings.error(
                        document.ref(), "is not an OpenAPI document: it has neither openapi nor swagger; exclude it");
            }
        }
    }

    private void api(Value document) {
        Optional<String> title = document.find("info", "title");
        if (title.isEmpty()) {
            findings.error(document.at("info").ref(), "has no info.title; write one");
            return;
        }
        String ref = document.at("info", "title").ref();
        String id = "api:" + slug(title.get());
        List<Value> servers = servers(document);
        TreeMap<String, String> attributes = new TreeMap<>();
        if (!servers.isEmpty()) {
            attributes.put(
                    "servers",
                    servers.stream()
                            .map(server -> Redaction.text(server.textAt()))
                            .collect(Collectors.joining(", ")));
        }
        GraphNode api = GraphNode.of(NodeKind.API, id, title.get())
                .withVersion(document.find("info", "version").orElse(""))
                .with(attributes)
                .ownedBy(document.find("info", "x-owner").or(() -> document.find("info", "contact", "email")));
        if (!findings.node(api, ref)) {
            findings.error(
                    ref, "the title " + title.get() + " is that of another document of this source; the first counts");
            return;
        }
        operations(document, id);
        servers.forEach(server -> server(server, id));
        extensions(document, id);
    }

    private void operations(Value document, String api) {
        document.at("paths").entries().forEach((path, item) -> {
            List<String> methods = item.entries().keySet().stream()
                    .map(key -> key.toLowerCase(Locale.ROOT))
                    .filter(METHODS::contains)
                    .map(key -> key.toUpperCase(Locale.ROOT))
                    .sorted()
                    .toList();
            if (path.startsWith("/") && !methods.isEmpty()) {
                String id = api + "#" + path;
                findings.node(
                        GraphNode.of(NodeKind.API_OPERATION, id, path)
                                .with(Map.of("methods", String.join(", ", methods))),
                        item.ref());
                findings.edge(id, EdgeKind.OPERATION_OF, api, "paths." + path, Confidence.DECLARED, item.ref());
            }
        });
    }

    private void server(Value server, String api) {
        try {
            URI url = new URI(Redaction.text(server.textAt()));
            if (url.getHost() != null) {
                String path = url.getPath() == null || url.getPath().isEmpty() ? "/" : url.getPath();
                findings.claimBy(
                        new Target.Route(url.getHost(), path),
                        EdgeKind.EXPOSES,
                        api,
                        "servers.url = " + server.textAt(),
                        Confidence.DERIVED,
                        server.ref());
            }
        } catch (URISyntaxException e) {
            findings.error(server.ref(), "servers.url is not a URL");
        }
    }

    private void extensions(Value document, String api) {
        for (Value level : List.of(document, document.at("info"))) {
            level.find("x-deployment")
                    .ifPresent(name -> findings.claimBy(
                            new Target.Deployment(name),
                            EdgeKind.EXPOSES,
                            api,
                            "x-deployment = " + name,
                            Confidence.DECLARED,
                            level.at("x-deployment").ref()));
            level.find("x-model")
                    .ifPresent(name -> findings.claim(
                            api,
                            EdgeKind.SERVES,
                            ModelReference.of(name).orElse(Target.Model.named(name)),
                            "x-model = " + name,
                            Confidence.DECLARED,
                            level.at("x-model").ref()));
        }
    }

    /** Servers of OpenAPI 3, or host and basePath of Swagger 2. */
    private static List<Value> servers(Value document) {
        List<Value> found = new ArrayList<>();
        document.at("servers").items().stream()
                .map(server -> server.at("url"))
                .filter(url -> url.find().isPresent())
                .forEach(found::add);
        document.find("host")
                .ifPresent(host -> found.add(Value.text(
                        document.file(), document.at("host").line(), "https://" + host + document.textAt("basePath"))));
        return found;
    }

    /** A title as an id: lower case, words joined by hyphens. */
    private static String slug(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-+|-+$", "");
    }
}
