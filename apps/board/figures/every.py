"""Every figure that a meeting sees, by name: what a pack keeps and a restatement log compares.

They are read from the data feed's data sets, which are made of the pages' own selectors; claims and rates are added.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices

from apps.board.calculations.pack_hash import Figure
from apps.board.data_sets import (
    avoidance,
    benchmarks,
    claims,
    comparison,
    initiatives,
    national,
    outcomes,
    places,
    projections,
    schemes,
)
from apps.board.data_sets import positions as dsg
from apps.board.data_sets.base import DataSet
from apps.board.figures.own import claim_figures, rate_figures
from apps.core.vocabulary import Basis, Convention
from apps.deficit.vocabulary import ReportingPoint
from apps.initiatives.vocabulary import Category, EvidenceGrade, Phase, PlaceStatus, Stage

Choices = dict[str, type[TextChoices]]
NOT_KNOWN = "not known"
STOCK, FLOW = "Stock, at a date", "In-year"
OF_ROWS = {"opening": STOCK, "closing": STOCK, "line": FLOW}
OF_MEASURES = {"accumulated": STOCK, "plans": "Count, in January", "grant": "One-off"}
SCENARIO_WORDS = {
    "as-reported": "As reported", "unmitigated": "Unmitigated", "approved-only": "Approved only",
    "approved-and-pipeline": "Approved and pipeline", "gap": "high-needs gap", "accumulated": "accumulated deficit",
    "support": "central support", "grant": "grant towards the deficit", "spend": "high-needs spend,",
    "funding": "high-needs funding", "plans": "plans,", "in_forecast": "avoidance in the forecast already,",
    "additional": "avoidance beside the forecast,", "empty_in_forecast": "empty places’ cost in the forecast already,",
    "empty_additional": "cost of empty places beside the forecast,", "by_block": "avoidance, block",
    "by_placement": "avoidance, in place of",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of one data set.

    ``keys`` are the fields that name a row in every pack; ``label`` and ``subject`` are written with any of its fields.
    ``shown`` are the fields that hold figures, each with what is added to the label. ``bases`` gives the basis by the
    value of a field, where the data set has no field of it.
    """

    data_set: DataSet
    group: str
    keys: tuple[str, ...]
    label: str
    shown: tuple[tuple[str, str], ...]
    basis: str = ""
    subject: str = ""
    words: Choices = field(default_factory=dict)
    only: tuple[tuple[str, Any], ...] = ()
    bases: tuple[str, dict[str, str]] | None = None
    source: str = ""


PARTS = (
    Part(
        dsg.POSITIONS, "DSG position", ("financial_year", "row_order", "row_type"),
        "{financial_year}, {reporting_point}: {label}", (("amount_gbp", ""),), subject="{financial_year}",
        words={"reporting_point": ReportingPoint}, only=(("is_newest", True),), bases=("row_type", OF_ROWS),
    ),
    Part(
        places.PLACES, "Places", ("convention", "initiative", "status", "financial_year"),
        "{initiative_name}, {status} {financial_year}, {convention}",
        (("places", "places"), ("places_excluded", "not counted"), ("places_counted", "counted")),
        subject="{status} {financial_year}", words={"convention": Convention, "status": PlaceStatus},
    ),
    Part(
        places.PLACES_BY_PHASE, "Places by phase", ("initiative", "status", "phase"),
        "{initiative_name}, {status}, {phase}",
        (("places", ""),), words={"status": PlaceStatus, "phase": Phase},
    ),
    Part(schemes.SCHEMES, "Schemes", ("scheme",), "{scheme_name}", (("places", "places"), ("capital_gbp", "capital"))),
    Part(
        initiatives.INITIATIVES, "Initiatives", ("initiative",), "{initiative_name}",
        (("category", "category"), ("stage", "stage"), ("measurement_plan", "measurement plan")),
        subject="{initiative_name}", words={"category": Category, "stage": Stage},
    ),
    Part(
        initiatives.FUNDING, "Funding", ("initiative", "fund", "financial_year", "note"),
        "{initiative_name}, {fund_name} {financial_year}", (("amount_gbp", ""),),
    ),
    Part(initiatives.FUNDS, "Funds", ("fund",), "{fund_name}", (("total_gbp", ""),)),
    Part(
        outcomes.OUTCOMES, "Outcomes", ("initiative", "measure", "period", "source_reference"),
        "{initiative_name}: {measure_name}, {period}", (("value", ""), ("n", "n")), subject="{measure_name}",
    ),
    Part(
        outcomes.REPORTED_BENEFITS, "Benefits as reported", ("benefit",), "{initiative_name}: {label}",
        (("amount_gbp", ""), ("units", "{units_label}")), "{basis}", words={"basis": Basis},
    ),
    Part(
        claims.APPROVED_BENEFITS, "Approved claims", ("claim", "initiative", "basis", "financial_year", "block"),
        "{claim} {title}, {financial_year}", (("amount_gbp", "approved"),), "{basis}", subject="{claim}",
        words={"basis": Basis, "grade": EvidenceGrade},
    ),
    Part(
        benchmarks.BENCHMARKS, "Benchmarking", ("benchmark_return", "authority_dfe_code", "line"),
        "{authority}: {line_code} {line_title}", (("rate_gbp_per_head", ""),),
    ),
    Part(
        comparison.BENCHMARK_STATISTICS, "Benchmarking, statistics",
        ("benchmark_return", "of", "statistic", "line", "is_printed"), "{of}, {statistic}: {line_code} {line_title}",
        (("rate_gbp_per_head", ""),),
    ),
    Part(
        comparison.BENCHMARK_DISTANCES, "Benchmarking, distance from the median", ("benchmark_return", "line"),
        "{line_code} {line_title}",
        (("median_of_others_gbp_per_head", "median of the others"), ("distance_gbp", "distance"), ("rank", "rank")),
    ),
    Part(
        national.NATIONAL_FIGURES, "National returns", ("measure", "year"), "{area}: {measure}, {year}",
        (("value", ""),), only=(("is_own_council", True),),
    ),
    Part(
        avoidance.COST_AVOIDANCE, "Cost avoidance",
        ("convention", "basis", "initiative", "status", "financial_year", "opening_month"),
        "{initiative_name}, {status}, {financial_year}, {convention}", (("amount_gbp", "avoided"), ("units", "units")),
        "{basis}", words={"convention": Convention, "basis": Basis},
    ),
    Part(
        projections.SCENARIOS, "Projection", ("scenario", "measure", "subject", "financial_year"),
        "{scenario}, {financial_year}: {measure} {subject}",
        (("central", "central"), ("p10", "1 in 10 draws below"), ("p90", "1 in 10 draws above")),
        only=(("what_if", ""),), bases=("measure", OF_MEASURES), source="Run {run} of the projection",
    ),
)  # fmt: skip


def figures() -> list[Figure]:
    """Every figure as it is read now; of a pack within ``reading_as_at``."""
    found = {f.key: f for part in PARTS for f in _of(part)}
    found |= {f.key: f for f in (*claim_figures(), *rate_figures())}
    return list(found.values())


def _of(part: Part) -> Iterator[Figure]:
    fields = {f.name: f for f in part.data_set.fields}
    for row in part.data_set.load().rows:
        values = dict(zip(fields, row, strict=True))
        if any(values[name] != wanted for name, wanted in part.only):
            continue
        yield from _of_row(part, fields, values)


def _of_row(part: Part, fields: dict[str, Any], values: dict[str, Any]) -> Iterator[Figure]:
    words = {name: _said(part, name, value) for name, value in values.items()}
    label = " ".join(part.label.format(**words).replace(" ,", ",").split())
    name = ":".join([part.data_set.slug, *(str(values[key]) for key in part.keys)])
    source = ", ".join(filter(None, (words.get("source", ""), words.get("source_reference", ""))))
    source = source or part.source.format(**words)
    basis = part.bases[1].get(values[part.bases[0]], FLOW) if part.bases else part.basis.format(**words)
    for shown, added in part.shown:
        value = values[shown]
        number = Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
        more = added.format(**words)
        yield Figure(
            key=f"{name}:{shown}"[:200], group=part.group, label=f"{label}: {more}" if more else label, value=number,
            words="" if number is not None else words[shown] or NOT_KNOWN, unit=_unit(fields[shown].unit, words),
            basis=basis, source=source, subject=part.subject.format(**words),
        )  # fmt: skip


def _said(part: Part, name: str, value: Any) -> str:
    if part.data_set is projections.SCENARIOS and value in SCENARIO_WORDS:
        return SCENARIO_WORDS[value]
    choices = part.words.get(name)
    if choices and value:
        return str(choices(value).label)
    return "" if value is None else str(value)


def _unit(unit: str, words: dict[str, str]) -> str:
    return words.get("unit", "") if not unit or "as in" in unit or "measure says" in unit else unit.split(" of ")[0]
