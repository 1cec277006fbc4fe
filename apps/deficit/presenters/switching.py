"""Where an initiative stops paying, in words and rows: by each kind of share, and of one filled place."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from apps.core.charts import Column, Rows
from apps.core.money import number, thousands
from apps.deficit.calculations.break_even import break_even_share
from apps.deficit.calculations.projection.inputs import Assumption
from apps.deficit.calculations.projection.results import Switching
from apps.deficit.selectors.initiative_projection import InitiativeProjection


def break_even_sentences(found: InitiativeProjection) -> list[str]:
    """Of one filled place, before empty places and deadweight: the displacement at which it costs what it avoids."""
    costs = {(p.benefit.dear, p.benefit.other, p.benefit.actual) for p in found.parts if p.benefit.actual}
    said = []
    for dear, other, actual in sorted(costs):
        share = break_even_share(dear, other, actual)
        if share is not None:
            said.append(
                f"A filled place breaks even where {_per_cent(share)} of filled places replace the dearer placement: "
                f"(£{thousands(actual)}k − £{thousands(other)}k) ÷ (£{thousands(dear)}k − £{thousands(other)}k)."
            )
    return said


def switching_rows(found: InitiativeProjection, labels: Callable[[str], str]) -> Rows:
    columns = (
        Column("assumption", "Assumption"),
        Column("low", "Low", kind="percent"),
        Column("from", "Assumed, lowest part", kind="percent"),
        Column("to", "Assumed, highest part", kind="percent"),
        Column("high", "High", kind="percent"),
        Column("value", "Stops paying at", kind="percent"),
        Column("inside", "Within the assumed range"),
    )
    rows = []
    for s, ranges in _switching(found):
        low, high, least, most = _span(ranges)
        value = None if s.value is None else s.value * 100
        inside = "No such value" if s.value is None else "Yes" if low <= s.value <= high else "No"
        rows.append({
            "assumption": labels(s.assumption), "low": low * 100, "from": least * 100, "to": most * 100,
            "high": high * 100, "value": value, "inside": inside,
        })  # fmt: skip
    return Rows("Where it stops paying, one assumption at a time", columns, rows)


def switching_sentences(found: InitiativeProjection) -> list[str]:
    """Each kind of share in words."""
    return [_switching_sentence(*row) for row in _switching(found)]


def _switching(found: InitiativeProjection) -> Iterator[tuple[Switching, list[Assumption]]]:
    """Each kind of share, with those that its benefits rest on."""
    if found.projected is None or found.ranges is None:
        return
    for s in found.projected.switching:
        if s.initiative == found.initiative.slug:
            keys = {getattr(part.benefit, s.assumption.partition(":")[0]) for part in found.parts} - {""}
            yield s, [found.ranges[key] for key in sorted(keys)]


def _span(ranges: Sequence[Assumption]) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """The lowest low, the highest high, and the lowest and highest central value of what its parts assume."""
    centrals = [r.central for r in ranges]
    return min(r.low for r in ranges), max(r.high for r in ranges), min(centrals), max(centrals)


def _switching_sentence(s: Switching, ranges: Sequence[Assumption]) -> str:
    name = s.assumption.partition(":")[0]
    low, high, least, most = _span(ranges)
    parts = f"its parts assume {_per_cent(least)} to {_per_cent(most)}"
    assumed = f"assumed {_per_cent(least)}" if least == most else parts
    if low != high:
        assumed += f", from {_per_cent(low)} to {_per_cent(high)}"
    if s.value is None:
        return f"No {name} makes it stop paying by itself; {assumed}."
    inside = "inside" if low <= s.value <= high else "outside"
    pays = s.central <= s.value if name == "deadweight" else s.central >= s.value
    if not pays:
        beyond = "below" if name == "deadweight" else "above"
        return f"As assumed it does not pay: it would where {name} were {beyond} {_per_cent(s.value)}; {assumed}."
    way = "reaches" if name == "deadweight" else "falls below"
    return f"It stops paying where {name} {way} {_per_cent(s.value)}; {assumed}: {inside} the assumed range."


def _per_cent(share: Decimal) -> str:
    """41.4%, and 75% where that is exact."""
    places = 0 if (share * 100) % 1 == 0 else 1
    return f"{number(share * 100, places)}%"
