"""Places by year, phase, need and type: what schemes itemise, what the report splits, and what nobody has split."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import TextChoices

from apps.board.charts.places import years_of
from apps.board.facts import Facts
from apps.core.charts import Column, Rows
from apps.core.periods import FinancialYear
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.vocabulary import Phase, PlaceStatus, PrimaryNeed, ProvisionType

NOT_ITEMISED = "Of no scheme yet"


def phase_by_year(facts: Facts) -> Rows:
    """Places of schemes by phase and year; the report's split of the rest has no year; what has no phase is said."""
    years = years_of([*facts.delivered, *facts.pipeline])
    rows: list[dict[str, Any]] = []
    for status in PlaceStatus:
        rows.append({"what": status.label, "_kind": "group"})
        rows += _phases(facts, status)
    columns = (
        Column("what", "Status and phase"),
        *(Column(y.slug, str(y), kind="number") for y in years),
        Column("rest", "Year not given", kind="number"),
        Column("total", "Total", kind="number"),
    )
    return Rows("Places by phase and year of opening, as far as schemes itemise them", columns, rows)


def breakdown(facts: Facts) -> Rows:
    """Delivered and pipeline by type of provision, then by primary need; each adds up to the register's places."""
    rows: list[dict[str, Any]] = []
    for heading, words, of in (
        ("Type of provision", ProvisionType, _provision),
        ("Primary need", PrimaryNeed, _need),
    ):
        rows.append({"what": heading, "_kind": "group"})
        rows += _by_word(facts, words, of)
    columns = (
        Column("what", "What"),
        Column("delivered", "Delivered", kind="number"),
        Column("pipeline", "In the pipeline", kind="number"),
        Column("total", "Together", kind="number"),
    )
    return Rows("Places by type of provision and by primary need, as schemes itemise them", columns, rows)


def _phases(facts: Facts, status: PlaceStatus) -> Iterator[dict[str, Any]]:
    itemised = facts.itemised(status)
    split = facts.rest_by_phase(status)
    for phase in Phase:
        by_year = _years(s for s in itemised if s.phase.table_2 == phase)
        rest = split[phase] if split is not None else None
        total = sum(by_year.values()) + (rest or 0)
        yield {"what": phase.label, **{y.slug: n for y, n in by_year.items()}, "rest": rest, "total": total}
    if unknown := facts.without_phase(status):
        yield {"what": "No phase known", "rest": unknown, "total": unknown}
    tranches = facts.of(status)
    whole = Counter[str]()
    for t in tranches:
        whole[t.financial_year.slug] += t.places
    rest_of_all = facts.not_itemised(status)
    yield {
        "what": f"All {status.label.lower()}",
        **dict(whole),
        "rest": None if rest_of_all else 0,
        "total": sum(whole.values()),
        "_kind": "subtotal",
    }


def _years(schemes: Iterator[SchemeView]) -> dict[FinancialYear, int]:
    found: dict[FinancialYear, int] = {}
    for s in schemes:
        if s.financial_year:
            found[s.financial_year] = found.get(s.financial_year, 0) + s.places
    return found


def _by_word(facts: Facts, words: type[TextChoices], of: Callable[[SchemeView], str]) -> Iterator[dict[str, Any]]:
    counts = {s: Counter[str]() for s in PlaceStatus}
    for status in PlaceStatus:
        for scheme in facts.itemised(status):
            counts[status][of(scheme)] += scheme.places
    for value, label in words.choices:
        if any(counts[s][value] for s in PlaceStatus):
            yield _row(str(label), {s: counts[s][value] for s in PlaceStatus})
    rest = {s: facts.not_itemised(s) for s in PlaceStatus}
    if any(rest.values()):
        yield _row(NOT_ITEMISED, rest)
    yield _row("All", {s: sum(t.places for t in facts.of(s)) for s in PlaceStatus}, kind="subtotal")


def _row(label: str, counts: dict[PlaceStatus, int], kind: str = "") -> dict[str, Any]:
    return {"what": label, **{s.value: n for s, n in counts.items()}, "total": sum(counts.values()), "_kind": kind}


def _provision(scheme: SchemeView) -> str:
    return scheme.provision.value


def _need(scheme: SchemeView) -> str:
    return scheme.need.value
