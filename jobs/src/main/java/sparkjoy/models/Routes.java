package sparkjoy.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which host and path lead to which deployment: Ingress or HTTPRoute, Service, its selector, the labels of pods. They are
 * kept as attributes `route HOST/PATH` of the deployment, to be compared with the servers of APIs.
 */
record Routes(Findings findings, List<Manifest> manifests, Function<Manifest, String> id) {
    static final String ATTRIBUTE = "route ";

    void describe() {
        for (Manifest manifest : manifests) {
            switch (manifest.kind()) {
                case "Ingress" -> ingress(manifest);
                case "HTTPRoute" -> httpRoute(manifest);
                case "Service" -> service(manifest);
                default -> {}
            }
        }
    }

    private void ingress(Manifest ingress) {
        for (Value rule : ingress.value().at("spec", "rules").items()) {
            for (Value path : rule.at("http", "paths").items()) {
                Value backend = path.at("backend", "service", "name").find().isPresent()
                        ? path.at("backend", "service", "name")
                        : path.at("backend", "serviceName");
                route(ingress, rule.textAt("host"), path.textAt("path"), backend);
            }
        }
    }

    private void httpRoute(Manifest route) {
        List<String> hosts = route.value().at("spec", "hostnames").texts();
        for (Value rule : route.value().at("spec", "rules").items()) {
            List<String> paths = new ArrayList<>();
            rule.at("matches").items().forEach(match -> paths.add(match.textAt("path", "value")));
            for (Value backend : rule.at("backendRefs").items()) {
                for (String host : hosts) {
                    (paths.isEmpty() ? List.of("/") : paths)
                            .forEach(path -> route(route, host, path, backend.at("name")));
                }
            }
        }
    }

    /** Inside the cluster a service is reached by its own name. */
    private void service(Manifest service) {
        String name = service.name() + "." + service.namespace();
        List.of(name, name + ".svc", name + ".svc.cluster.local")
                .forEach(host -> reach(service, host, "/", "Service " + service.name() + " (" + service.ref() + ")"));
    }

    private void route(Manifest from, String host, String path, Value backend) {
        manifests.stream()
                .filter(manifest -> manifest.kind().equals("Service"))
                .filter(service -> service.namespace().equals(from.namespace()))
                .filter(service -> service.name().equals(backend.textAt()))
                .forEach(service -> reach(
                        service,
                        host,
                        path,
                        from.kind() + " " + from.name() + " (" + backend.ref() + "), Service " + service.name() + " ("
                                + service.ref() + ")"));
    }

    private void reach(Manifest service, String host, String path, String way) {
        Map<String, Value> selector = service.value().at("spec", "selector").entries();
        if (host.isEmpty() || selector.isEmpty()) {
            return;
        }
        manifests.stream()
                .filter(manifest -> manifest.namespace().equals(service.namespace()))
                .filter(manifest -> isSelected(selector, manifest))
                .forEach(manifest -> findings.describe(
                        id.apply(manifest),
                        Map.of(ATTRIBUTE + host + (path.startsWith("/") ? path : "/" + path), way)));
    }

    private static boolean isSelected(Map<String, Value> selector, Manifest manifest) {
        Value labels = manifest.value().at("spec", "template", "metadata", "labels");
        return !labels.isNothing()
                && selector.entrySet().stream().allMatch(wanted -> labels.textAt(wanted.getKey())
                        .equals(wanted.getValue().textAt()));
    }
}
