"""Random experiments, computed by Spark Joy and by public libraries: both give the same numbers, or none."""

import json
import math
import os
import random
import subprocess
import unittest
from pathlib import Path

import numpy as np
import pandas as pd
import tea_tasting as tt
from gbstats.bayesian.tests import EffectBayesianABTest, EffectBayesianConfig, GaussianPrior
from gbstats.frequentist.tests import FrequentistConfig, SequentialConfig, SequentialTwoSidedTTest, TwoSidedTTest
from gbstats.models.statistics import (
    ProportionStatistic,
    QuantileClusteredStatistic,
    QuantileStatistic,
    RatioStatistic,
    RegressionAdjustedStatistic,
    SampleMeanStatistic,
    TestStatistic,
)
from gbstats.utils import check_srm
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

JOBS = Path(__file__).resolve().parents[3]
EXPERIMENTS = 60
# Other random experiments: make test-statistics SEED=7
SEED = int(os.environ.get("SEED") or 0)
# The chance of an alarm in the wrong direction, which only statsmodels counts.
WRONG_SIDE = 1e-6
COLUMNS = ["num", "den", "pre_num", "pre_den"]
DIFFERENCES = ("absolute", "relative")

Question = dict[str, object]
Answer = dict


def ask(questions: list[Question]) -> list[Answer]:
    """Let Spark Joy answer in one process."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    classes = (JOBS / "target" / "test.classpath").read_text().strip()
    lines = "\n".join(json.dumps(question) for question in questions)
    main = "sparkjoy.experiment.statistics.StatisticsLines"
    told = subprocess.run(
        [java, "-cp", classes, main], cwd=JOBS, input=lines, stdout=subprocess.PIPE, text=True, check=True
    )
    return [json.loads(line) for line in told.stdout.splitlines()]


def users(chance: random.Random, count: int, lift: float) -> list[list[float]]:
    """Give heavy-tailed users: clicks and impressions, now and before."""
    rows = []
    for _ in range(count):
        reach, rate = chance.gauss(1.5, 1), chance.betavariate(2, 12)
        seen, seen_before = (1 + int(math.exp(chance.gauss(reach, 0.4))) for _ in range(2))
        clicks = sum(chance.random() < rate * lift for _ in range(seen))
        before = sum(chance.random() < rate for _ in range(seen_before))
        rows.append([clicks, seen, before, seen_before])
    return rows


def bought(chance: random.Random, count: int, lift: float) -> list[list[float]]:
    """Give users who bought or did not; some of each."""
    rare = 8 / count
    rate = min(max(chance.uniform(0.02, 0.9) * lift, rare), 1 - rare)
    return [[float(chance.random() < rate), 1, 0, 0] for _ in range(count)]


def constant(chance: random.Random, count: int, _: float) -> list[list[float]]:
    """Give users who are all the same: none, at zero, or at one."""
    return [[float(chance.choice([0, 1])), 1, 0, 0]] * chance.choice([0, 1, count])


def sample(chance: random.Random, level: float, is_of_events: bool) -> dict:
    """Give a quantile of heavy-tailed values with its order statistics, counted by numpy; units have several or one."""
    units = chance.randint(400, 900)
    values = []
    for _ in range(units):
        own = chance.gauss(4, 0.5)
        count = chance.choice([0, 1, 1, 2, 5, 9]) if is_of_events else 1
        values.append([math.exp(chance.gauss(own, 0.4)) for _ in range(count)])
    everything = np.array([value for unit in values for value in unit])
    half = stats.norm.isf(0.025) * math.sqrt(level * (1 - level) / len(everything))
    quantile, low, high = np.quantile(everything, [level, level - half, level + half])
    told = {"units": units, "n": len(everything), "quantile": quantile, "low": low, "high": high}
    if is_of_events:
        told["per_unit"] = [[int(sum(value <= quantile for value in unit)), len(unit), 0, 0] for unit in values]
    return told


def quantiles(seed: int, is_of_events: bool) -> list[Question]:
    """Give questions about quantiles of events or of units."""
    chance = random.Random(SEED * 1000 + seed)
    questions: list[Question] = []
    for _ in range(EXPERIMENTS):
        level = chance.choice([0.1, 0.5, 0.75, 0.9, 0.95])
        questions.append(
            {
                "ask": "effects",
                "metric": "quantile",
                "level": level,
                "control": sample(chance, level, is_of_events),
                "variant": sample(chance, level, is_of_events),
                "alpha": chance.choice([0.01, 0.05, 0.1]),
                "tuning": chance.choice([500, 5000]),
                "prior_variance": chance.uniform(0.001, 0.5),
            }
        )
    return questions


def quantile_statistic(level: float, told: dict) -> TestStatistic:
    """Give a quantile in the terms of gbstats."""
    common = {
        "n": told["n"],
        "n_star": told["n"],
        "nu": level,
        "quantile_hat": told["quantile"],
        "quantile_lower": told["low"],
        "quantile_upper": told["high"],
    }
    if "per_unit" not in told:
        return QuantileStatistic(**common)
    below, all_values = np.array(told["per_unit"], dtype=float)[:, :2].T
    return QuantileClusteredStatistic(
        **common,
        main_sum=below.sum(),
        main_sum_squares=(below**2).sum(),
        denominator_sum=all_values.sum(),
        denominator_sum_squares=(all_values**2).sum(),
        main_denominator_sum_product=(below * all_values).sum(),
        n_clusters=told["units"],
    )


def experiments(metric: str, make: object, seed: int) -> list[Question]:
    """Give questions about experiments of one metric."""
    chance = random.Random(SEED * 1000 + seed)
    return [
        {
            "ask": "effects",
            "metric": metric,
            "control": make(chance, chance.randint(20, 600), 1),
            "variant": make(chance, chance.randint(20, 600), chance.uniform(0.7, 1.6)),
            "alpha": chance.choice([0.01, 0.05, 0.1]),
            "tuning": chance.choice([500, 5000]),
            "prior_variance": chance.uniform(0.001, 0.5),
        }
        for _ in range(EXPERIMENTS)
    ]


def strange_experiments(metric: str, seed: int) -> list[Question]:
    """Give experiments of which both arms or one of them have no units, one unit, or only equal ones."""
    ordinary = experiments(metric, bought, seed)
    strange = experiments(metric, constant, seed + 1)
    return strange + [
        left | {side: right[side]}
        for left, right in zip(ordinary, strange, strict=True)
        for side in ("control", "variant")
    ]


def has_one_variance(question: Question) -> bool:
    """Whether both arms have two units or more, and all units of exactly one are the same."""
    values = [[row[0] for row in question[arm]] for arm in ("control", "variant")]
    return min(map(len, values)) > 1 and [len(set(arm)) > 1 for arm in values].count(False) == 1


def mean(values: np.ndarray) -> SampleMeanStatistic:
    """Give a mean in the terms of gbstats."""
    return SampleMeanStatistic(n=len(values), sum=float(values.sum()), sum_squares=float((values**2).sum()))


def statistic(metric: str, rows: list[list[float]]) -> TestStatistic:
    """Give an arm in the terms of gbstats."""
    table = np.array(rows, dtype=float).reshape(-1, 4)
    num, den, before = table[:, 0], table[:, 1], table[:, 2]
    if metric == "proportion":
        return ProportionStatistic(n=len(num), sum=float(num.sum()))
    if metric == "ratio":
        return RatioStatistic(
            n=len(num), m_statistic=mean(num), d_statistic=mean(den), m_d_sum_of_products=float((num * den).sum())
        )
    if metric == "mean_with_history":
        return RegressionAdjustedStatistic(
            n=len(num),
            post_statistic=mean(num),
            pre_statistic=mean(before),
            post_pre_sum_of_products=float((num * before).sum()),
            theta=0,
        )
    return mean(num)


def arms(question: Question) -> tuple[TestStatistic, TestStatistic]:
    """Give baseline and variant in the terms of gbstats."""
    metric = str(question["metric"])
    if metric == "quantile":
        level = float(question["level"])
        return quantile_statistic(level, question["control"]), quantile_statistic(level, question["variant"])
    return statistic(metric, question["control"]), statistic(metric, question["variant"])


def refusal(question: Question, difference: str) -> str | None:
    """Give the reason for which gbstats has no numbers."""
    config = FrequentistConfig(difference_type=difference)
    return TwoSidedTTest(*arms(question), config).compute_result().error_message


class StatisticsTest(unittest.TestCase):
    """One promise a test; each compares some dozens of random experiments."""

    def assert_close(self, expected: float, found: float, what: str) -> None:
        """Fail unless nine digits agree; probabilities below one in a thousand million are no number of a library."""
        self.assertTrue(math.isclose(expected, found, rel_tol=1e-9, abs_tol=1e-9), f"{what}: {found}, not {expected}")

    def assert_interval(self, expected: list[float], found: list[float], what: str) -> None:
        """Compare both ends."""
        for end, (left, right) in enumerate(zip(expected, found, strict=True)):
            self.assert_close(left, right, f"{what} {end}")

    def assert_frequentist(self, question: Question, answer: Answer, difference: str) -> None:
        """Compare effect, p and interval, looked at once and always."""
        told, alpha = answer[difference], float(question["alpha"])
        once = TwoSidedTTest(*arms(question), FrequentistConfig(alpha=alpha, difference_type=difference))
        always = SequentialTwoSidedTTest(
            *arms(question),
            SequentialConfig(
                alpha=alpha, difference_type=difference, sequential_tuning_parameter=float(question["tuning"])
            ),
        ).compute_result()
        result = once.compute_result()
        self.assert_close(result.expected, told["estimate"], "estimate")
        self.assert_close(result.uplift.stddev, told["standard_error"], "standard error")
        self.assert_close(once.dof, told["degrees_of_freedom"], "degrees of freedom")
        self.assert_close(result.p_value, told["p_value"], "p")
        self.assert_close(always.p_value, told["sequential_p_value"], "sequential p")
        self.assert_interval(result.ci, told["interval"], "interval")
        self.assert_interval(always.ci, told["sequential_interval"], "sequential interval")

    def assert_bayesian(self, question: Question, answer: Answer, difference: str) -> None:
        """Compare the posterior of a flat and of a proper prior."""
        for name in ("flat", "proper"):
            prior = GaussianPrior(mean=0, variance=float(question["prior_variance"]), proper=name == "proper")
            config = EffectBayesianConfig(
                alpha=float(question["alpha"]), difference_type=difference, prior_type=difference, prior_effect=prior
            )
            result = EffectBayesianABTest(*arms(question), config).compute_result()
            told = answer[difference][name]
            self.assert_close(result.expected, told["mean"], f"{name} mean")
            self.assert_close(result.uplift.stddev, told["standard_deviation"], f"{name} deviation")
            self.assert_close(result.chance_to_win, told["chance_to_win"], f"{name} chance to win")
            self.assert_close(result.risk[1], told["expected_loss"], f"{name} expected loss")
            self.assert_interval(result.ci, told["interval"], f"{name} interval")

    def assert_gbstats(self, questions: list[Question], differences: tuple[str, ...] = DIFFERENCES) -> None:
        """Compare everything that gbstats tells of these experiments."""
        for number, (question, answer) in enumerate(zip(questions, ask(questions), strict=True)):
            for difference in differences:
                with self.subTest(number=number, difference=difference):
                    self.assertEqual("OK", answer[difference]["status"])
                    self.assert_frequentist(question, answer, difference)
                    self.assert_bayesian(question, answer, difference)

    def test_proportions_means_and_ratios_agree_with_gbstats(self) -> None:
        """Effects, intervals, sequential and Bayesian numbers; absolute and relative."""
        self.assert_gbstats(experiments("proportion", bought, 1))
        self.assert_gbstats(experiments("mean", users, 2))
        self.assert_gbstats(experiments("ratio", users, 3))

    def test_quantiles_of_units_and_of_events_agree_with_gbstats(self) -> None:
        """Order statistics by numpy; of events with the variance of units."""
        self.assert_gbstats(quantiles(15, is_of_events=False))
        self.assert_gbstats(quantiles(16, is_of_events=True))

    def test_quantiles_of_too_few_or_too_equal_values_have_no_number(self) -> None:
        """Neither of gbstats nor of Spark Joy."""
        questions: list[Question] = []
        for question in quantiles(17, is_of_events=False)[:20]:
            few = int(stats.norm.isf(0.025) ** 2 * max(question["level"], 1 - question["level"]) * 1.0)
            equal = question["control"] | {"low": 1, "high": 1, "quantile": 1, "n": 900, "units": 900}
            questions += [question | {"control": question["control"] | {"n": few, "units": few}}]
            questions += [question | {"control": equal}]

        for question, answer in zip(questions, ask(questions), strict=True):
            self.assertIsNotNone(refusal(question, "absolute"))
            self.assertNotEqual("OK", answer["absolute"]["status"])

    def test_levels_of_order_statistics_agree_with_scipy(self) -> None:
        """And the fewest values are those from which gbstats has a variance."""
        chance = random.Random(SEED * 1000 + 18)
        questions: list[Question] = [
            {"ask": "levels", "level": chance.uniform(0.01, 0.99), "n": chance.randint(10, 100_000)}
            for _ in range(EXPERIMENTS)
        ]

        for question, answer in zip(questions, ask(questions), strict=True):
            level, n = float(question["level"]), int(question["n"])
            half = stats.norm.isf(0.025) * math.sqrt(level * (1 - level) / n)
            self.assert_interval([level - half, level + half], [answer["low"], answer["high"]], "levels")
            for values, is_refused in ((answer["fewest"] - 1, True), (answer["fewest"], False)):
                told = QuantileStatistic(values, values, level, quantile_hat=2, quantile_lower=1, quantile_upper=3)
                self.assertEqual(is_refused, told._has_zero_variance, f"{level} of {values}")

    def test_margins_agree_with_statsmodels(self) -> None:
        """A harm of a share of the baseline is the difference of the variant and a smaller baseline."""
        questions = [
            question | {"ask": "margin", "margin": 0.01 * number}
            for number, question in enumerate(experiments("mean", users, 19), start=1)
        ]

        for question, answer in zip(questions, ask(questions), strict=True):
            control, variant = (np.array(question[arm], dtype=float)[:, 0] for arm in ("control", "variant"))
            accepted = DescrStatsW(control * (1 - question["margin"]))
            expected = CompareMeans(DescrStatsW(variant), accepted)
            self.assert_close(expected.d1.mean - expected.d2.mean, answer["estimate"], "estimate")
            self.assert_close(expected.std_meandiff_separatevar, answer["standard_error"], "standard error")

    def test_proportions_and_means_agree_with_statsmodels(self) -> None:
        """Welch's interval; the Wald interval of two shares, whose standard error is ours."""
        for question, answer in zip(questions := experiments("mean", users, 20), ask(questions), strict=True):
            control, variant = (DescrStatsW(np.array(question[arm])[:, 0]) for arm in ("control", "variant"))
            interval = CompareMeans(variant, control).tconfint_diff(float(question["alpha"]), usevar="unequal")
            self.assert_interval(list(interval), answer["absolute"]["interval"], "interval")
        for question, answer in zip(questions := experiments("proportion", bought, 21), ask(questions), strict=True):
            control, variant = (np.array(question[arm])[:, 0] for arm in ("control", "variant"))
            low, high = confint_proportions_2indep(
                variant.sum(), len(variant), control.sum(), len(control), method="wald", alpha=0.05
            )
            self.assert_close(
                (high - low) / 2 / stats.norm.isf(0.025), answer["absolute"]["standard_error"], "standard error"
            )

    def test_history_agrees_with_gbstats(self) -> None:
        """Absolute effects: for relative ones gbstats leaves a covariance out."""
        self.assert_gbstats(experiments("mean_with_history", users, 4), ("absolute",))

    def test_arms_that_nothing_follows_from_have_no_number(self) -> None:
        """Neither of gbstats nor of Spark Joy: arms without units, of one unit, or both without variance."""
        questions = [question for question in strange_experiments("proportion", 5) if not has_one_variance(question)]

        self.assertGreater(len(questions), EXPERIMENTS)
        for question, answer in zip(questions, ask(questions), strict=True):
            for difference in DIFFERENCES:
                self.assertIsNotNone(refusal(question, difference))
                self.assertNotEqual("OK", answer[difference]["status"])
                self.assertEqual(["status"], list(answer[difference]))

    def test_one_arm_without_variance_has_the_numbers_of_welch(self) -> None:
        """gbstats refuses these; scipy computes them from the other arm's variance. A baseline of 0 has no lift."""
        for metric in ("proportion", "mean"):
            questions = [question for question in strange_experiments(metric, 5) if has_one_variance(question)]
            self.assertGreater(len(questions), EXPERIMENTS / 3)
            for number, (question, answer) in enumerate(zip(questions, ask(questions), strict=True)):
                with self.subTest(metric=metric, number=number):
                    self.assertIsNotNone(refusal(question, "absolute"))
                    self.assert_one_variance(question, answer)

    def assert_one_variance(self, question: Question, answer: Answer) -> None:
        """Compare with Welch's test, and the lift with the delta method V_T / C^2 + V_C T^2 / C^4."""
        bessel = 0 if question["metric"] == "proportion" else 1
        control, variant = (np.array(question[arm], dtype=float)[:, 0] for arm in ("control", "variant"))
        summaries = [(arm.mean(), arm.std(ddof=bessel), len(arm)) for arm in (variant, control)]
        welch = stats.ttest_ind_from_stats(*summaries[0], *summaries[1], equal_var=False)
        told, baseline, value = answer["absolute"], control.mean(), variant.mean()
        varying = max(summaries, key=lambda summary: summary[1])
        self.assertEqual("OK", told["status"])
        self.assert_close(value - baseline, told["estimate"], "estimate")
        self.assert_close(varying[1] / math.sqrt(varying[2]), told["standard_error"], "standard error")
        self.assert_close(varying[2] - 1, told["degrees_of_freedom"], "degrees of freedom")
        self.assert_close(welch.pvalue, told["p_value"], "p")
        half = stats.t.isf(float(question["alpha"]) / 2, varying[2] - 1) * told["standard_error"]
        self.assert_interval([value - baseline - half, value - baseline + half], told["interval"], "interval")
        if baseline == 0:
            self.assertEqual({"status": "ZERO_BASELINE"}, answer["relative"])
            return
        parts = [deviation**2 / units for _, deviation, units in summaries]
        error = math.sqrt(parts[0] / baseline**2 + parts[1] * value**2 / baseline**4)
        self.assert_close(value / baseline - 1, answer["relative"]["estimate"], "lift")
        self.assert_close(error, answer["relative"]["standard_error"], "standard error of the lift")

    def test_means_agree_with_scipy(self) -> None:
        """Welch's test from the values themselves."""
        questions = experiments("mean", users, 7)

        for question, answer in zip(questions, ask(questions), strict=True):
            control, variant = (np.array(question[arm])[:, 0] for arm in ("control", "variant"))
            welch = stats.ttest_ind(variant, control, equal_var=False)
            told = answer["absolute"]
            self.assert_close(welch.pvalue, told["p_value"], "p")
            self.assert_close(welch.df, told["degrees_of_freedom"], "degrees of freedom")
            self.assert_interval(
                list(welch.confidence_interval(1 - float(question["alpha"]))), told["interval"], "interval"
            )

    def test_history_of_means_and_ratios_agrees_with_tea_tasting(self) -> None:
        """Absolute effects: tea-tasting tells relative ones on a logarithmic scale."""
        metrics = {
            "mean_with_history": tt.Mean("num", covariate="pre_num"),
            "ratio_with_history": tt.RatioOfMeans("num", "den", numer_covariate="pre_num", denom_covariate="pre_den"),
        }
        for seed, (metric, tested) in enumerate(metrics.items(), start=8):
            questions = experiments(metric, users, seed)
            for question, answer in zip(questions, ask(questions), strict=True):
                parts = [pd.DataFrame(question[arm], columns=COLUMNS) for arm in ("control", "variant")]
                table = pd.concat([part.assign(variant=place) for place, part in enumerate(parts)])
                expected = tt.Experiment(metric=tested).analyze(table)["metric"]
                told = answer["absolute"]
                self.assert_close(expected.effect_size, told["estimate"], "effect")
                self.assert_close(expected.pvalue, told["p_value"], "p")

    def test_relative_effects_with_history_follow_the_influence_of_each_user(self) -> None:
        """The standard error from what each user adds to the lift, with theta as it is."""
        questions = experiments("mean_with_history", users, 10)

        for question, answer in zip(questions, ask(questions), strict=True):
            control, variant = (np.array(question[arm], dtype=float) for arm in ("control", "variant"))
            adjusted = [arm[:, 0] - answer["theta"] * arm[:, 2] for arm in (control, variant)]
            baseline = control[:, 0].mean()
            lift = (adjusted[1].mean() - adjusted[0].mean()) / baseline
            influence = [-(adjusted[0] + lift * control[:, 0]) / baseline, adjusted[1] / baseline]
            variance = sum(part.var(ddof=1) / len(part) for part in influence)
            self.assert_close(lift, answer["relative"]["estimate"], "lift")
            self.assert_close(math.sqrt(variance), answer["relative"]["standard_error"], "standard error")

    def test_sample_ratios_agree_with_scipy(self) -> None:
        """Pearson's test, and the Dirichlet-multinomial against the multinomial."""
        chance = np.random.default_rng(11)
        questions: list[Question] = []
        for _ in range(EXPERIMENTS):
            shares = chance.dirichlet([20] * int(chance.integers(2, 6)))
            units = chance.multinomial(int(chance.integers(1000, 100_000)), chance.dirichlet(5000 * shares))
            questions.append({"ask": "sample_ratio", "units": units.tolist(), "weights": shares.tolist()})

        for question, answer in zip(questions, ask(questions), strict=True):
            units, shares = np.array(question["units"]), np.array(question["weights"])
            expected = stats.chisquare(units, units.sum() * shares)
            alternative = stats.dirichlet_multinomial.logpmf(units, 10_000 * shares, units.sum())
            factor = alternative - stats.multinomial.logpmf(units, units.sum(), shares)
            self.assert_close(expected.statistic, answer["statistic"], "chi-square")
            self.assert_close(expected.pvalue, answer["p_value"], "p")
            self.assert_close(check_srm(units.tolist(), shares.tolist()), answer["p_value"], "p of gbstats")
            # scipy takes differences of large logarithms of gamma: some digits are lost there.
            self.assertAlmostEqual(min(1, math.exp(-factor)), answer["always_valid"], delta=1e-7)

    def test_corrections_agree_with_statsmodels(self) -> None:
        """Families with ties and with tests that have no number."""
        chance = random.Random(12)
        questions: list[Question] = [
            {"ask": "corrections", "p_values": [family_member(chance) for _ in range(chance.randint(2, 40))]}
            for _ in range(EXPERIMENTS)
        ]

        for question, answer in zip(questions, ask(questions), strict=True):
            family = [p for p in list(question["p_values"]) if p is not None]
            for name, method in (("HOLM", "holm"), ("BENJAMINI_HOCHBERG", "fdr_bh")):
                adjusted = [p for p in answer[name] if p is not None]
                expected = multipletests(family, method=method)[1].tolist() if family else []
                self.assert_interval(expected, adjusted, name)

    def test_power_agrees_with_statsmodels(self) -> None:
        """The power at the effect and at the units that are told."""
        chance = random.Random(14)
        questions: list[Question] = []
        for _ in range(EXPERIMENTS):
            side, deviation = chance.randint(100, 100_000), chance.uniform(0.1, 20)
            questions.append(
                {
                    "ask": "power",
                    "units": 2 * side,
                    "standard_error": deviation * math.sqrt(2 / side),
                    "deviation": deviation,
                    "alpha": chance.choice([0.01, 0.05]),
                    "power": chance.choice([0.8, 0.9, 0.95]),
                    "target": deviation * chance.uniform(0.01, 0.2),
                }
            )

        for question, answer in zip(questions, ask(questions), strict=True):
            power, deviation = float(question["power"]), float(question["deviation"])
            detectable, target = answer["minimum_detectable"] / deviation, float(question["target"]) / deviation
            needed = answer["units_needed"]
            self.assertAlmostEqual(power, seen(question, detectable, int(question["units"])), delta=WRONG_SIDE)
            self.assertGreaterEqual(seen(question, target, needed), power)
            self.assertLess(seen(question, target, needed - 1), power + WRONG_SIDE)


def seen(question: Question, effect: float, units: int) -> float:
    """Give the power to see an effect, told in standard deviations of a user."""
    return NormalIndPower().power(effect, units / 2, float(question["alpha"]), ratio=1)


def family_member(chance: random.Random) -> float | None:
    """Give a p value, often with a twin in the family, or none."""
    return chance.choice([None, round(chance.random() ** 3, 2), chance.random() ** 4])


if __name__ == "__main__":
    unittest.main()
