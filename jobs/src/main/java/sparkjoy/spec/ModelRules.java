package sparkjoy.spec;

import java.nio.file.FileSystems;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A source of the model graph says where it is read, and an arm names a version as MLflow writes it. */
final class ModelRules {
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Pattern VERSION = Pattern.compile("models:/[^/@\\s]+(/[^/@\\s]+|@[^/@\\s]+)|none");
    private static final Pattern WEB = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
    private static final Pattern LABELS = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    private ModelRules() {}

    static void check(Place spec) {
        Place models = spec.at("models");
        models.at("sources").entries().forEach(ModelRules::checkSource);
        Place labels = models.at("labels");
        labels.text()
                .filter(text -> !LABELS.matcher(text).matches())
                .ifPresent(text -> labels.complain(Secrets.shown(text)
                        + " is not a prefix of Kubernetes labels; write a domain name like sparkjoy.io"));
        LimitRules.checkPositive(models.at("stale_after"));
        LimitRules.checkPositive(models.at("timeout"));
        LimitRules.checkRange(models.at("runs"), Integer.MAX_VALUE);
        LimitRules.checkSize(models.at("max_file_bytes"));
        spec.at("experiments").entries().values().forEach(ModelRules::checkArms);
    }

    private static void checkSource(String name, Place source) {
        if (!name.matches(NameRules.NAME)) {
            source.complain("'" + name + "' is not a name; write lower-case letters, digits and _, a letter first");
        }
        Optional<Models.Kind> kind = source.at("kind").value(Models.Kind.class);
        boolean hasUrl = !source.at("url").isEmpty();
        boolean hasPath = !source.at("path").isEmpty();
        kind.ifPresent(known -> checkPlace(known, source, hasUrl, hasPath));
        checkUrl(source.at("url"));
        checkFiles(source.at("path"));
        checkFiles(source.at("rendered"));
        source.at("exclude").items().forEach(ModelRules::checkGlob);
        checkToken(source, hasUrl);
        if (kind.isPresent()
                && kind.get() != Models.Kind.HELM
                && !source.at("rendered").isEmpty()) {
            source.at("rendered").complain("is for kind helm; leave it out");
        }
    }

    private static void checkPlace(Models.Kind kind, Place source, boolean hasUrl, boolean hasPath) {
        switch (kind) {
            case MLFLOW, AIRFLOW -> {
                if (hasUrl == hasPath) {
                    source.complain("kind " + kind.name().toLowerCase(Locale.ROOT)
                            + " is read from a url or a path; write one of the two");
                }
            }
            case SPEC -> {
                if (hasUrl || hasPath) {
                    source.complain("kind spec is this specification; leave url and path out");
                }
            }
            default -> {
                if (hasUrl || !hasPath) {
                    source.complain("is read from files; write path: a file, a folder or a glob");
                }
            }
        }
    }

    private static void checkUrl(Place url) {
        url.text()
                .filter(text -> !StorageRules.isWebAddress(text))
                .ifPresent(text -> url.complain(
                        Secrets.shown(text) + " is not a http(s) URL; write it like https://mlflow.example.com"));
    }

    /** The files behind a web address cannot be listed. */
    private static void checkFiles(Place files) {
        files.text()
                .filter(text -> WEB.matcher(text).lookingAt())
                .ifPresent(text -> files.complain(
                        Secrets.shown(text) + " is a web address, whose files cannot be listed; download them, or write"
                                + " a folder of a storage such as s3a://bucket/deploy"));
    }

    private static void checkGlob(Place glob) {
        glob.text()
                .filter(text -> !isGlob(text))
                .ifPresent(text -> glob.complain(
                        Secrets.shown(text) + " is not a glob; close its brackets and braces, as in {a,b}.yaml"));
    }

    private static boolean isGlob(String text) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + text) != null;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static void checkToken(Place source, boolean hasUrl) {
        Place token = source.at("token");
        if (!token.isEmpty() && !hasUrl) {
            token.complain("needs a url; leave it out");
        }
        token.text()
                .filter(text -> !VARIABLE.matcher(text).matches())
                .ifPresent(text -> token.complain(
                        "is not the name of an environment variable; write it without ${}, like MLFLOW_TOKEN: the"
                                + " token itself"
                                + " does not belong in the specification"));
    }

    private static void checkArms(Place experiment) {
        Set<String> known = new LinkedHashSet<>();
        experiment
                .at("weights")
                .items()
                .forEach(epoch -> known.addAll(epoch.at("arms").entries().keySet()));
        for (Map.Entry<String, Place> arm : experiment.at("arms").entries().entrySet()) {
            if (!known.contains(arm.getKey())) {
                arm.getValue().complain("'" + arm.getKey() + "' is not an arm" + Nearest.hint(arm.getKey(), known));
            }
            arm.getValue()
                    .text()
                    .filter(text -> !VERSION.matcher(text).matches())
                    .ifPresent(text -> arm.getValue()
                            .complain(Secrets.shown(text)
                                    + " names no version of a model; write models:/NAME/VERSION or"
                                    + " models:/NAME@ALIAS, or none"));
        }
    }
}
