"""Whether a claim's rates value its counterfactual: a card that prices it, or a quoted difference that is its own."""

from collections.abc import Collection, Iterable

from apps.initiatives.models import QuotedDifference
from apps.initiatives.vocabulary import CounterfactualPlacement, PlacementType

REMEDY = "Take unit costs from the rate card, or say in the counterfactual what the difference is between."


def without_rate(mix: Iterable[str], actual: str, priced: Collection[str]) -> list[str]:
    """Placements, otherwise or now, that a card does not price."""
    known = {*priced, CounterfactualPlacement.NO_COST.value}
    return [p for p in dict.fromkeys([*mix, actual]) if p and p not in known]


def no_rate_words(version: int, lacks: Iterable[str]) -> str:
    names = " and ".join(PlacementType(p).label for p in lacks)
    return f"Version {version} has no unit cost for {names}. Choose a difference that the source quotes."


def quote_misfit(quoted: QuotedDifference, mix: Collection[str], actual: str) -> str:
    """Why the difference cannot value the counterfactual; nothing where it can, or where that is not said yet.

    It is what the dearer placement costs more than the cheaper one: units must now be in the cheaper one, and would
    otherwise have been in the dearer one or, at no difference, where they are. Any other part has no value in it.
    """
    if not (mix and actual):
        return ""
    is_of = f"That difference is {quoted.get_dearer_display()} less {quoted.get_cheaper_display()}"
    if actual != quoted.cheaper:
        return f"{is_of}, and the claim’s units are now in another placement: {PlacementType(actual).label}. {REMEDY}"
    others = [p for p in mix if p not in (quoted.dearer, quoted.cheaper)]
    if others:
        names = " and ".join(CounterfactualPlacement(p).label for p in others)
        return f"{is_of}, and says nothing of what the counterfactual also holds: {names}. {REMEDY}"
    if quoted.dearer not in mix:
        return f"{is_of}, and the counterfactual holds no dearer placement. {REMEDY}"
    return ""
