"""A claim's calculation as numbered lines: what finance reads, the maker sees before submitting, and a claim freezes.

Each line says what it is, how it was worked out, where its inputs come from, and its value as reported beside assured.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from apps.core.money import number, pounds
from apps.initiatives.calculations.claim_terms import HUNDRED, ClaimInputs
from apps.initiatives.calculations.claim_value import ClaimValue
from apps.initiatives.calculations.pence import to_pence

UNITS, POUNDS, SHARE, YEARS = "units", "£", "%", "years"
PRINTED = "Beside: what the report prints"


@dataclass(frozen=True, slots=True)
class Line:
    """``as_reported`` and ``assured`` are exact texts of numbers in ``unit``; nothing where a line has none."""

    label: str
    formula: str
    unit: str
    as_reported: str
    assured: str
    source: str
    kind: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the report itself prints for the same benefit (£ a year): ``how`` says of which units, ``source`` where."""

    amount: Decimal
    how: str
    source: str


def lines_of(
    inputs: ClaimInputs, value: ClaimValue, sources: dict[str, str], printed: Sequence[Printed] = ()
) -> list[Line]:
    """``sources`` says where units, rates, mix, occupancy, deadweight, shares and costs come from, in words."""
    return [
        *_units(inputs, sources),
        *_unit_value(inputs, value, sources),
        *_factors(inputs, value, sources),
        *_amounts(inputs, value, sources),
        *_years(inputs, value, sources),
        *_printed(value.as_reported.gross, printed),
        *_beside(inputs, value, sources),
    ]


def _units(inputs: ClaimInputs, sources: dict[str, str]) -> Iterator[Line]:
    left_out = sum((u.units for u in inputs.left_out), Decimal(0))
    logged = Decimal(0) + left_out + sum((g.units for g in inputs.groups), Decimal(0))
    both = _text(logged)
    parts = " + ".join(f"{_plain(g.units)} ({g.label})" for g in inputs.groups)
    yield Line("Units logged", parts if not left_out else f"{parts} + {_plain(left_out)} left out", UNITS, both, both,
               sources.get("units", ""))  # fmt: skip
    for one in inputs.left_out:
        yield Line("Less: left out", one.reason, UNITS, _text(-one.units), _text(-one.units), sources.get("units", ""))
    counted = _exact(inputs.counted)
    yield Line("Units counted", "logged less left out", UNITS, counted, counted, "", "total")


def _unit_value(inputs: ClaimInputs, value: ClaimValue, sources: dict[str, str]) -> Iterator[Line]:
    rates, mixed = sources.get("rates", ""), sources.get("mix", "")
    mix = " + ".join(f"{_plain(p.share)}% × {pounds(p.rate)} ({p.name})" for p in inputs.mix)
    how = "otherwise less now; as reported, all units would have been in the dearest placement"
    if inputs.quoted is None:
        yield Line("What a unit would have cost otherwise", mix, POUNDS, "", _exact(inputs.counterfactual_cost), mixed)
        if inputs.actual:
            yield Line("Less: what it costs now", inputs.actual.name, POUNDS, "", _text(-inputs.actual.rate), rates)
    else:
        yield Line("What a unit would have cost otherwise, more than now", mix, POUNDS, "",
                   _exact(inputs.counterfactual_cost), mixed)  # fmt: skip
        how = (
            f"the source quotes {pounds(inputs.quoted)} without its two unit costs; as reported, all units would have "
            "been in the dearer placement"
        )
    yield Line("Value of a unit for a full year", how, POUNDS, _exact(value.as_reported.unit_value),
               _exact(value.assured.unit_value), rates, "total")  # fmt: skip


def _factors(inputs: ClaimInputs, value: ClaimValue, sources: dict[str, str]) -> Iterator[Line]:
    yield Line("× occupancy", "share of the places that are filled", SHARE, "100", _text(inputs.occupancy.central),
               sources.get("occupancy", ""))  # fmt: skip
    kept = 100 - inputs.deadweight.central
    how = f"100% less the {_plain(inputs.deadweight.central)}% that would have happened anyway"
    yield Line("× what would not have happened anyway", how, SHARE, "100", _text(kept), sources.get("deadweight", ""))
    names = " + ".join(f"{_plain(s.share)}% {s.name}" for s in inputs.shares)
    yield Line("× attribution", names, SHARE, "100", _exact(inputs.attribution * HUNDRED), sources.get("shares", ""))
    if not inputs.recurring:
        how = (
            f"{inputs.months} of 12 months from {inputs.start:%B %Y}, fewer where a place opens later; as reported, a "
            "full year whatever the months"
        )
        yield Line("× years for which a unit counts", how, YEARS, "1", _exact(value.years), "This claim")


def _amounts(inputs: ClaimInputs, value: ClaimValue, sources: dict[str, str]) -> Iterator[Line]:
    what = "for a full year (run-rate)" if inputs.recurring else "once (one-off)"
    how = "units × value × occupancy × not anyway × attribution"
    yield Line(f"Gross value, {what}", how if inputs.recurring else f"{how} × years", POUNDS,
               _pence(value.as_reported.gross), _pence(value.assured.gross), "", "total")  # fmt: skip
    for cost in inputs.costs:
        payer = f"paid from {cost.fund}" if cost.block else f"paid from {cost.fund}, which is no block of the DSG"
        yield Line("Less: delivery cost", payer, POUNDS, "", _text(-cost.amount), sources.get("costs", ""))
    for block, net in value.assured.net.items():
        reported = _pence(value.as_reported.net[block]) if block in value.as_reported.net else ""
        yield Line(f"Net value, {sources.get(block, block)}, {what}", "gross less delivery cost of the same block",
                   POUNDS, reported, _pence(net), "", "total")  # fmt: skip


def _years(inputs: ClaimInputs, value: ClaimValue, sources: dict[str, str]) -> Iterator[Line]:
    reported = value.as_reported.in_year[inputs.block]
    whole = sum(1 for amount in reported.values() if amount)
    full = "1 full year" if whole == 1 else f"{whole} full years"
    how = f"each unit for the months of the year in which it counts; as reported, {full} from the first"
    for year, amount in value.assured.in_year[inputs.block].items():
        yield Line(f"In-year {year}, {sources.get(inputs.block, inputs.block)}", how, POUNDS,
                   _pence(reported.get(year, Fraction(0))), _pence(amount), "")  # fmt: skip


def _printed(as_reported: Fraction, printed: Sequence[Printed]) -> Iterator[Line]:
    """What the report prints, where units of the claim in full give another amount."""
    for one in printed:
        if one.amount != as_reported:
            yield Line(PRINTED, one.how, POUNDS, _text(one.amount), "", one.source, "beside")


def _beside(inputs: ClaimInputs, value: ClaimValue, sources: dict[str, str]) -> Iterator[Line]:
    plan = sources.get("range", "")
    if value.low != value.high:
        yield Line("Beside: lowest net value", "occupancy at its low, deadweight at its high", POUNDS, "",
                   _pence(value.low), plan, "beside")  # fmt: skip
        yield Line("Beside: highest net value", "occupancy at its high, deadweight at its low", POUNDS, "",
                   _pence(value.high), plan, "beside")  # fmt: skip
    if value.intake_units is not None and value.intake_gross is not None:
        how = f"{_plain(inputs.counted)} in {inputs.came_months} months are {_plain(value.intake_units)} a year"
        reported = value.intake_units * value.as_reported.unit_value
        yield Line("Beside: as an intake rate, a year", how, POUNDS, _pence(reported), _pence(value.intake_gross),
                   "Stands only while as many come each year; the run-rate stands while those who came remain",
                   "beside")  # fmt: skip
    if value.empty_units and value.empty_cost is not None:
        how = f"{_plain(value.empty_units)} places × {pounds(inputs.empty_place_cost or 0)}"
        yield Line("Beside: what the empty places cost, a year", how, POUNDS, "", _pence(value.empty_cost),
                   sources.get("empty", ""), "beside")  # fmt: skip


def _plain(value: Decimal | Fraction) -> str:
    """For reading: up to three decimals, no trailing noughts."""
    exact = Fraction(value)
    text = number(Decimal(exact.numerator) / Decimal(exact.denominator), 3)
    return text.rstrip("0").rstrip(".")


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _exact(value: Fraction) -> str:
    """Up to four decimals; the engine goes on with the fraction itself."""
    return _text((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001")))


def _pence(value: Fraction) -> str:
    return format(to_pence(value), "f")
