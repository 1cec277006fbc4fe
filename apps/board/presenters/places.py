"""Sentences of the Places page, from the same values as its tables."""

from typing import Any

from django.urls import reverse

from apps.board.facts import PROGRAMME, Facts
from apps.core.money import in_thousands, number, signed
from apps.core.periods import MONTHS
from apps.core.vocabulary import Basis, Convention
from apps.deficit.selectors.avoidance import FULL_YEAR, Projection
from apps.initiatives.vocabulary import Phase, PlaceStatus


def message(facts: Facts) -> str:
    done, coming = sum(t.places for t in facts.delivered), sum(t.places for t in facts.pipeline)
    counted = sum(t.counted for t in facts.delivered)
    first = min(t.financial_year for t in facts.delivered or facts.tranches)
    text = (
        f"{number(done)} specialist places have been delivered since {first}, and {number(coming)} are in the pipeline"
    )
    if counted == done:
        return f"{text}; all of those delivered count towards cost avoidance."
    return f"{text}; {number(counted)} of those delivered count towards cost avoidance."


def itemised_sentence(facts: Facts) -> str:
    """How far schemes say which places these are."""
    parts = [
        f"{number(sum(s.places for s in facts.itemised(status)))} of {number(sum(t.places for t in facts.of(status)))} "
        f"{'delivered places' if status == PlaceStatus.DELIVERED else 'in the pipeline'}"
        for status in PlaceStatus
    ]
    rest = (
        " The rest keep the phases of the report’s split, which has no year, and the opening month of their year."
        if any(facts.not_itemised(status) for status in PlaceStatus)
        else ""
    )
    return f"Schemes of the register itemise {' and '.join(parts)}.{rest}"


def gap_sentence(facts: Facts) -> str:
    """Sufficiency gaps are said aloud; where places of the pipeline have no phase yet, only what is sure."""
    by_phase = facts.by_phase(PlaceStatus.PIPELINE)
    coming = sum(t.places for t in facts.pipeline)
    empty = [p for p in Phase if coming and not by_phase[p]]
    if not empty or facts.without_phase(PlaceStatus.PIPELINE):
        return ""
    names = " or ".join(p.label.lower().replace(" and ", " or ") for p in empty)
    return f"The pipeline of {number(coming)} holds no {names} place."


def avoidance_sentences(results: Projection, facts: Facts, convention: Convention, month: int) -> list[dict[str, str]]:
    """Each headline with its basis, as reported beside current where they differ, and the way to its calculation."""
    if results.run_id is None or not facts.delivered:
        return []
    return [
        {
            "label": label,
            "value": f"{_both(results, basis, of, convention)} {unit}",
            "url": _how(slug) if slug and _explains(convention, month, slug) else "",
        }
        for label, basis, of, unit, slug in _headlines(facts, month)
    ]


Headline = tuple[str, Basis, dict[str, Any], str, str]


def _headlines(facts: Facts, month: int) -> list[Headline]:
    """Label, basis, what is picked, unit, and the slug of the working."""
    year = max(t.financial_year for t in facts.delivered)
    last = max(t.financial_year for t in facts.tranches)
    opening = f"places opening in {MONTHS[month - 1]}" if month else "each row opening in its own month"
    done, coming = {"status": PlaceStatus.DELIVERED}, {"status": PlaceStatus.PIPELINE}
    in_year, whole = {**done, "year": year, "month": month}, {**done, "year": year, "month": FULL_YEAR}
    with_pipeline = f"In-year {last} with the pipeline, {opening}"
    return [
        ("Run-rate of delivered places", Basis.RUN_RATE, done, "a full year", "sufficiency-run-rate"),
        (f"In-year {year}, {opening}", Basis.IN_YEAR, in_year, "in the year", "in-year"),
        (f"Cumulative to {year}, {opening}", Basis.CUMULATIVE, in_year, "in all", "cumulative"),
        (f"Cumulative to {year}, full first years", Basis.CUMULATIVE, whole, "in all", "cumulative-full-year"),
        ("Run-rate of the pipeline once open", Basis.RUN_RATE, coming, "a full year", "pipeline-run-rate"),
        ("Run-rate with the pipeline", Basis.RUN_RATE, {}, "a full year", "programme-run-rate"),
        (with_pipeline, Basis.IN_YEAR, {"year": last, "month": month}, "in the year", ""),
    ]


def _both(results: Projection, basis: Basis, of: dict[str, Any], convention: Convention) -> str:
    """``£10,296k (as reported £10,032k)`` where the two differ."""
    other = Convention.AS_REPORTED if convention == Convention.CURRENT else Convention.CURRENT
    shown, beside = (results.amount(basis, c, initiative=PROGRAMME, **of) for c in (convention, other))
    if shown == beside:
        return in_thousands(shown)
    return f"{in_thousands(shown)} ({other.label.lower()} {in_thousands(beside)})"


def assumption_sentence(facts: Facts) -> str:
    """What these figures take for granted and nobody has agreed."""
    months = (
        "The report gives no opening month: rows that nobody has changed open in September, which is this product's "
        "convention. "
        if any(t.version == 1 for t in facts.tranches)
        else ""
    )
    return (
        f"{months}Every counted place is taken to be full and to replace a placement in an independent or "
        "non-maintained special school; the report agrees no occupancy and no displacement."
    )


def changed_sentence(results: Projection) -> str:
    """How far current figures have moved from those as reported."""
    now = results.amount(Basis.RUN_RATE, status=PlaceStatus.DELIVERED)
    then = results.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=PlaceStatus.DELIVERED)
    if now == then and results.moved:
        return "The run-rate of what is in place is as reported; in-year figures have moved with the days of opening."
    if now == then:
        return "Current figures equal those as reported: nothing they rest on has changed."
    return (
        f"The run-rate of what is in place was reported as {in_thousands(then)} and is now {in_thousands(now)} "
        f"({signed(in_thousands(now - then))})."
    )


def tranche_rows(facts: Facts, may_change: bool) -> list[dict[str, Any]]:
    """Rows of a summary list: each tranche, what is counted, and the way to change it or see its history."""
    return [
        {
            "key": f"{t.status.label} {t.financial_year}",
            "value": f"{number(t.places)} places, opening in {MONTHS[t.opening_month - 1]}"
            + (f"; {number(t.excluded)} not counted" if t.excluded else "")
            + (
                f"; {number(sum(p.places for p in t.parts if p.held))} of schemes with days of their own"
                if t.held
                else ""
            )
            + (f"; changed since the report (version {t.version})" if t.version > 1 else ""),
            "action_url": reverse("initiatives:place_edit", args=[t.id]) if may_change else "",
            "action_text": "Change",
        }
        for t in facts.tranches
    ]


def _explains(convention: Convention, month: int, slug: str) -> bool:
    """Whether the working of that figure is of what is shown: the workings are of current figures, own months."""
    monthly = slug in ("in-year", "cumulative")
    return convention == Convention.CURRENT and not (monthly and month)


def _how(slug: str) -> str:
    return reverse("board:how", args=[slug])
