"""Every figure that a meeting sees, by name: what a pack keeps and a restatement log compares.

They are read from the data feed's data sets, which are made of the pages' own selectors; claims and rates are added.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from apps.benchmarking.vocabulary import Statistic
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
from apps.board.figures.own import claim_figures, logged_figures, rate_figures
from apps.board.figures.words import MEASURES, OF_WHOM, OPENINGS, PLAN_STATES, PRINTED, SCENARIOS, labels, subjects
from apps.core.vocabulary import Basis, Convention
from apps.deficit.vocabulary import ReportingPoint
from apps.initiatives.vocabulary import Category, EvidenceGrade, Phase, PlaceStatus, Stage

Words = Mapping[str, str] | Callable[[], Mapping[str, str]]
NOT_KNOWN, AS_IN = "not known", "as in "
STOCK, FLOW = "Stock, at a date", "In-year"
OF_ROWS = {"opening": STOCK, "closing": STOCK, "line": FLOW}
OF_MEASURES = {"accumulated": STOCK, "plans": "Count, in January", "grant": "One-off"}


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of one data set. ``words`` are what the values of a field are called.

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
    words: Mapping[str, Words] = field(default_factory=dict)
    only: tuple[tuple[str, Any], ...] = ()
    bases: tuple[str, dict[str, str]] | None = None
    source: str = ""


PARTS = (
    Part(
        dsg.POSITIONS, "DSG position", ("financial_year", "row_order", "row_type"),
        "{financial_year}, {reporting_point}: {label}", (("amount_gbp", ""),), subject="{financial_year}",
        words={"reporting_point": labels(ReportingPoint)}, only=(("is_newest", True),), bases=("row_type", OF_ROWS),
    ),
    Part(
        places.PLACES, "Places", ("convention", "initiative", "status", "financial_year"),
        "{initiative_name}, {status} {financial_year}, {convention}",
        (("places", "places"), ("places_excluded", "not counted"), ("places_counted", "counted")),
        subject="{status} {financial_year}", words={"convention": labels(Convention), "status": labels(PlaceStatus)},
    ),
    Part(
        places.PLACES_BY_PHASE, "Places by phase", ("initiative", "status", "phase"),
        "{initiative_name}, {status}, {phase}",
        (("places", ""),), words={"status": labels(PlaceStatus), "phase": labels(Phase)},
    ),
    Part(schemes.SCHEMES, "Schemes", ("scheme",), "{scheme_name}", (("places", "places"), ("capital_gbp", "capital")),
         subject="{scheme_name}"),
    Part(
        initiatives.INITIATIVES, "Initiatives", ("initiative",), "{initiative_name}",
        (("category", "category"), ("stage", "stage"), ("measurement_plan", "measurement plan")),
        subject="{initiative_name}",
        words={"category": labels(Category), "stage": labels(Stage), "measurement_plan": PLAN_STATES},
    ),
    Part(
        initiatives.FUNDING, "Funding", ("initiative", "fund", "financial_year", "note"),
        "{initiative_name}, {fund_name} {financial_year}", (("amount_gbp", ""),),
    ),
    Part(initiatives.FUNDS, "Funds", ("fund",), "{fund_name}", (("total_gbp", ""),)),
    Part(
        outcomes.OUTCOMES, "Outcomes", ("initiative", "measure", "period", "source_reference"),
        "{initiative_name}: {measure_name}, {period} ({source_reference})", (("value", ""), ("n", "n")),
        subject="{measure_name}",
    ),
    Part(
        outcomes.REPORTED_BENEFITS, "Benefits as reported", ("benefit",), "{initiative_name}: {label}",
        (("amount_gbp", ""), ("units", "{units_label}")), "{basis}", words={"basis": labels(Basis)},
    ),
    Part(
        claims.APPROVED_BENEFITS, "Approved claims", ("claim", "initiative", "basis", "financial_year", "block"),
        "{claim} {title}, {financial_year}", (("amount_gbp", "approved"),), "{basis}", subject="{claim}",
        words={"basis": labels(Basis), "grade": labels(EvidenceGrade)},
    ),
    Part(
        benchmarks.BENCHMARKS, "Benchmarking", ("benchmark_return", "authority_dfe_code", "line"),
        "{authority}: {line_code} {line_title}", (("rate_gbp_per_head", ""),),
    ),
    Part(
        comparison.BENCHMARK_STATISTICS, "Benchmarking, statistics",
        ("benchmark_return", "of", "statistic", "line", "is_printed"),
        "{of}, {statistic} ({is_printed}): {line_code} {line_title}",
        (("rate_gbp_per_head", ""),), words={"of": OF_WHOM, "statistic": labels(Statistic), "is_printed": PRINTED},
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
        "{initiative_name}, {status}, {financial_year}, {convention}, {opening_month}",
        (("amount_gbp", "avoided"), ("units", "units")), "{basis}",
        words={"convention": labels(Convention), "basis": labels(Basis), "status": labels(PlaceStatus),
               "opening_month": OPENINGS},
    ),
    Part(
        projections.SCENARIOS, "Projection", ("scenario", "measure", "subject", "financial_year"),
        "{scenario}, {financial_year}: {measure} {subject}",
        (("central", "central"), ("p10", "1 in 10 draws below"), ("p90", "1 in 10 draws above")),
        only=(("what_if", ""),), bases=("measure", OF_MEASURES), source="Run {run} of the projection",
        words={"scenario": SCENARIOS, "measure": MEASURES, "subject": subjects},
    ),
)  # fmt: skip


def figures() -> list[Figure]:
    """Every figure as it is read now; of a pack within ``reading_as_at``."""
    found = {f.key: f for part in PARTS for f in _of(part)}
    found |= {f.key: f for f in (*logged_figures(), *claim_figures(), *rate_figures())}
    return list(found.values())


def _of(part: Part) -> Iterator[Figure]:
    fields = {f.name: f for f in part.data_set.fields}
    called = {name: words() if callable(words) else words for name, words in part.words.items()}
    for row in part.data_set.load().rows:
        values = dict(zip(fields, row, strict=True))
        if any(values[name] != wanted for name, wanted in part.only):
            continue
        yield from _of_row(part, fields, values, called)


def _of_row(
    part: Part, fields: dict[str, Any], values: dict[str, Any], called: Mapping[str, Mapping[str, str]]
) -> Iterator[Figure]:
    words = {name: _said(value, called.get(name, {})) for name, value in values.items()}
    label = " ".join(part.label.format(**words).replace(" ,", ",").replace(" ()", "").split())
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
            words="" if number is not None else words[shown] or NOT_KNOWN, unit=_unit(fields[shown].unit, values),
            basis=basis, source=source, subject=part.subject.format(**words),
        )  # fmt: skip


def _said(value: Any, called: Mapping[str, str]) -> str:
    text = "" if value is None else str(value)
    return called.get(text, text)


def _unit(unit: str, values: dict[str, Any]) -> str:
    """Of the field; of one whose unit another field gives (“as in units_label”), that field’s."""
    if unit.startswith(AS_IN):
        return str(values[unit.removeprefix(AS_IN)] or "")
    if not unit or "measure says" in unit:
        return str(values.get("unit") or "")
    return unit.split(" of ")[0]
