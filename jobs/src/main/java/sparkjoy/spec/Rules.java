package sparkjoy.spec;

/** What must hold beyond types: every rule over every part of the tree. */
final class Rules {
    private Rules() {}

    static void check(Node tree, Problems problems) {
        if (tree instanceof Node.Unreadable) {
            return;
        }
        Place spec = Place.root(tree, problems);
        SecretRules.check(spec);
        NameRules.check(spec);
        LimitRules.check(spec);
        StorageRules.check(spec.at("storage"));
        ServingRules.check(spec.at("serve"));
        ActionRules.check(spec.at("actions"));
        PropertyRules.check(spec.at("properties"));
        ProductRules.check(spec.at("products"));
        ConsentRules.check(spec);
        CurrencyRules.check(spec.at("currency"));
        KpiRules.check(spec.at("kpis"));
        ViewRules.check(spec);
        MetricRules.check(spec);
        spec.at("experiments").entries().forEach(ExperimentRules::check);
        ModelRules.check(spec);
        spec.at("expectations").entries().values().forEach(rule -> Sql.checkExpression(rule.at("condition")));
        PipelineRules.check(spec);
    }
}
