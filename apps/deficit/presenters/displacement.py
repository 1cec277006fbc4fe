"""Sentences of the displacement test, from the same values as its chart."""

from fractions import Fraction

from apps.core.money import number
from apps.deficit.charts.displacement import decimal
from apps.deficit.selectors.displacement import DisplacementTest


def message(test: DisplacementTest) -> str:
    """Observed and claimed in one sentence, count and share together."""
    o = test.observed
    count = f"{number(o.first.inmss)} to {number(o.second.inmss)}"
    way = "rose" if o.change > 0 else "fell" if o.change < 0 else "stayed"
    share = f"{_percent(o.first.share)} to {_percent(o.second.share)}"
    return (
        f"Between January {o.first.january} and January {o.second.january} INMSS plans {way} from {count} while their "
        f"share of all plans went from {share}: {_against_growth(test)}. Places that opened in between are "
        f"claimed to have displaced {_about(test.displaced_by_places)}."
    )


def claims_sentence(test: DisplacementTest) -> str:
    if not test.claims:
        return "No approved claim counts units that opened in this period and would have been in INMSS."
    return (
        f"Approved claims that began in this period put {_about(test.displaced_by_claims)} in INMSS otherwise, by "
        "their own counterfactual mix. They count the same places as the register or others of it: two views, "
        "never added."
    )


def gap_sentence(test: DisplacementTest) -> str:
    """How far what was claimed is from what can be seen."""
    fewer, claimed = test.observed.fewer, test.displaced_by_places
    if not claimed:
        return "No counted place opened in this period, so nothing was claimed to be displaced."
    if fewer <= 0:
        return (
            f"{_about(claimed)} are claimed to be displaced, and the count is no lower than an unchanged share would "
            "give: nothing of it can be seen in the caseload."
        )
    return (
        f"{_about(claimed)} are claimed to be displaced; {_about(fewer)} fewer than at an unchanged share can be "
        f"seen, {number(decimal(fewer / claimed) * 100)}% of the claim. The test says nothing about why: places may "
        "also have filled later, or children come who would have gone elsewhere."
    )


def _against_growth(test: DisplacementTest) -> str:
    fewer = test.observed.fewer
    if not fewer:
        return "just as many as growth in all plans would give"
    return f"about {number(decimal(abs(fewer)))} {'fewer' if fewer > 0 else 'more'} than growth in all plans would give"


def _percent(share: Fraction) -> str:
    return f"{number(decimal(share * 100), 2)}%"


def _about(units: Fraction) -> str:
    return f"{'' if units.denominator == 1 else 'about '}{number(decimal(units))}"
