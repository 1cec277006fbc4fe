"""Which benefits finance's forecast holds already, who says so, and what that is worth."""

from collections.abc import Mapping, Sequence

from apps.core.charts import Column, Rows
from apps.core.money import in_words, number
from apps.deficit.models import BenefitTreatment
from apps.deficit.presenters import day
from apps.deficit.presenters.words import AFTER_EMPTY
from apps.deficit.runs.preview import Held
from apps.deficit.vocabulary import BenefitKind

WHERE = {True: "In the forecast already", False: "Beside the forecast", None: "Some of each, by their opening"}
RULES = {
    True: "The rule: it had begun when the position carried on was stated",
    False: "The rule: it had not begun when the position carried on was stated",
    None: "The rule: what had begun when the position carried on was stated is in it, the rest is not",
}

OF_THEIR_UNITS = "What finance said of the same places or children, below: its word follows them."


def named(held: Held, names: Mapping[str, str]) -> str:
    return f"{names.get(held.initiative, held.initiative)}: {held.kind.label[0].lower()}{held.kind.label[1:]}"


def held_rows(held: Sequence[Held], names: Mapping[str, str], said: Sequence[BenefitTreatment]) -> Rows:
    """In-year worth, £m, of the last published year; ``said`` newest first."""
    newest: dict[tuple[str, str], BenefitTreatment] = {}
    for row in said:
        newest.setdefault((row.initiative.slug, row.kind), row)
    year = held[0].year if held else ""
    columns = (
        Column("what", "Benefits"),
        Column("units", "Units", kind="number", places=2),
        Column("worth", f"Worth in {year}", kind="money_m", places=2),
        Column("where", "Where they are counted"),
        Column("why", "Who says so, and why"),
    )
    rows = [
        {
            "what": f"{named(one, names)}{_again(one)}",
            "units": one.units,
            "worth": one.worth,
            "where": WHERE[one.in_forecast],
            "why": _why(newest.get((one.initiative, one.kind.value)), one),
        }
        for one in held
    ]
    return Rows("Benefits and finance’s forecast, £m in the year, after what empty places cost", columns, rows)


def history_rows(said: Sequence[BenefitTreatment]) -> Rows:
    columns = (
        Column("at", "Said"),
        Column("by", "By"),
        Column("what", "Benefits"),
        Column("where", "Where they are counted"),
        Column("reason", "Why"),
    )
    rows = [
        {
            "at": row.at.date(),
            "by": str(row.by),
            "what": f"{row.initiative}: {BenefitKind(row.kind).label}",
            "where": WHERE[row.in_forecast],
            "reason": row.reason,
        }
        for row in said
    ]
    return Rows("What finance has said of benefits and its forecast, newest first", columns, rows)


def treatments_message(held: Sequence[Held]) -> str:
    if not held:
        return "No benefit is registered or approved, so there is nothing to count."
    inside = sum((one.inside for one in held), start=held[0].worth * 0)
    year = held[0].year
    return (
        f"{in_words(inside)} of avoidance in {year}, {AFTER_EMPTY}, is in finance’s forecast already: it is "
        "added back once, for the unmitigated gap, and never taken off the forecast again."
    )


def _again(one: Held) -> str:
    """Units that stand under approved claims, too, are the same ones later."""
    if not one.again:
        return ""
    if one.again == one.units:
        return " (the same places once the claim ends)"
    return f" ({number(one.again)} of them the same places as the claim’s, once it ends)"


def _why(row: BenefitTreatment | None, one: Held) -> str:
    if row:
        return f"{row.by}, {day(row.at)}: {row.reason}"
    return OF_THEIR_UNITS if one.by_word else RULES[one.in_forecast]
