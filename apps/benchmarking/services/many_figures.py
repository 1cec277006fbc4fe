"""A large data set for measuring: national returns and figures of every year, in bulk but under the database's rules.

Names say that they are made up. Never in a deployment.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from apps.benchmarking.models import Area, Authority, NationalImport, SpendLine
from apps.benchmarking.services.importing.run import next_number
from apps.benchmarking.vocabulary import AreaLevel, FigureMeasure, ImportKind, ReturnKind
from apps.core.errors import Refused
from apps.core.models import Document

AUTHORITIES, FIRST, LAST = 153, 2015, 2024
# A made-up amount of an area (a), line or measure (l) and year (y), the same every time; £ or a count.
AMOUNT = "((a.id * 7919 + {other} * 104729 + y * 31) %% 9973 + 27)"
SPEND = """
    INSERT INTO benchmarking_spendrow (kind, financial_year, area_id, line_id, early_years, "primary", secondary,
        special, alternative_provision, post_16, gross, income, net, net_per_head, marks, national_import_id)
    SELECT %(kind)s, y, a.id, l.id, v, v * 2, v * 3, v * 8, v, v, v * 1000, v * 10, v * 990, v / 20.0, '', %(made_by)s
    FROM generate_series(%(first)s, %(last)s) y, benchmarking_area a, benchmarking_spendline l,
        LATERAL (SELECT {amount}::numeric AS v) amount
    WHERE l.id = ANY(%(lines)s)
    ON CONFLICT DO NOTHING
"""
FIGURES = """
    INSERT INTO benchmarking_figure (measure, year, area_id, value, mark, national_import_id)
    SELECT m.measure, y, a.id, {amount}::numeric * m.size, '', %(made_by)s
    FROM generate_series(%(first)s, %(last)s) y, benchmarking_area a,
        unnest(%(measures)s::text[], %(sizes)s::int[]) WITH ORDINALITY m (measure, size, n)
    ON CONFLICT DO NOTHING
"""
# How large each measure is beside the others: shares of a whole stay below it.
SIZES = {
    FigureMeasure.PLANS: 1000, FigureMeasure.POPULATION_0_19: 100, FigureMeasure.POPULATION_2_18: 80,
    FigureMeasure.OUTTURN_HIGH_NEEDS: 10_000, FigureMeasure.PLANS_ISSUED: 500, FigureMeasure.PLANS_ISSUED_EX: 450,
}  # fmt: skip


@transaction.atomic
def make_many_figures(*, at: datetime, first: int = FIRST, last: int = LAST) -> int:
    """Adds made-up authorities up to 153, their regions and England, and every line and figure that is not there of
    each year. Raises ``Refused`` outside the demonstration. How many rows were added.
    """
    if not settings.DEMONSTRATION:
        raise Refused("Made-up figures are for measuring: this is not the demonstration, so none are made.")
    _areas()
    lines = list(SpendLine.objects.filter(parts=None).exclude(slug__startswith="group-").order_by("order")[:14])
    years = {"first": first, "last": last}
    made = 0
    for returned, of in ((ReturnKind.BUDGET, ImportKind.S251_BUDGET), (ReturnKind.OUTTURN, ImportKind.S251_OUTTURN)):
        made += _run(
            SPEND.format(amount=AMOUNT.format(other="l.id")),
            years | {"kind": returned.value, "lines": [line.pk for line in lines], "made_by": _import(of, at).pk},
        )
    for kind, measures in MEASURES.items():
        given = list(measures)
        sizes = [SIZES.get(measure, 100) for measure in given]
        asked = {"measures": [m.value for m in given], "sizes": sizes, "made_by": _import(kind, at).pk}
        made += _run(FIGURES.format(amount=AMOUNT.format(other="m.n")), years | asked)
    return made


def _named(*beginnings: str) -> Iterable[FigureMeasure]:
    return [measure for measure in FigureMeasure if measure.value.startswith(beginnings)]


MEASURES = {
    ImportKind.POPULATION: _named("population"),
    ImportKind.SEN2_CASELOAD: [m for m in _named("plans") if not m.value.startswith("plans_issued")],
    ImportKind.SEN2_TIMELINESS: _named("plans_issued", "within"),
    ImportKind.SEN2_REQUESTS: _named("requests", "decided", "mediation", "tribunal"),
    ImportKind.OUTTURN_TOTALS: _named("outturn"),
}


def _areas() -> None:
    known = Authority.objects.count()
    regions = sorted(set(Authority.objects.values_list("region", flat=True))) or ["Made-up region"]
    Authority.objects.bulk_create(
        Authority(dfe_code=f"Z{n:02d}" if n < 100 else f"Y{n - 100:02d}", ons_code=f"Z{n:08d}",
                  name=f"Made-up council {n:03d}", region=regions[n % len(regions)])
        for n in range(AUTHORITIES - known)
    )  # fmt: skip
    without = Authority.objects.filter(areas=None)
    Area.objects.bulk_create(
        Area(ons_code=a.ons_code, level=AreaLevel.AUTHORITY, name=a.name, authority=a) for a in without
    )
    if not Area.objects.filter(level=AreaLevel.NATIONAL).exists():
        Area.objects.create(ons_code="E92000001", level=AreaLevel.NATIONAL, name="England")
    have = set(Area.objects.filter(level=AreaLevel.REGIONAL).values_list("name", flat=True))
    Area.objects.bulk_create(
        Area(ons_code=f"Y{n:08d}", level=AreaLevel.REGIONAL, name=region)
        for n, region in enumerate(regions)
        if region not in have
    )


def _import(kind: ImportKind, at: datetime) -> NationalImport:
    source, _ = Document.objects.get_or_create(
        slug="made-up-national",
        defaults={"title": "Made-up national figures, for measuring", "body": "Nobody", "date": at.date()},
    )
    return NationalImport.objects.create(
        pk=next_number(),
        kind=kind, file_name=f"made-up-{kind}.csv", sha256=sha256(f"{kind} {at.isoformat()}".encode()).hexdigest(),
        size=0, encoding="utf-8", counts={}, imported_at=at, source=source, source_reference="made up",
    )  # fmt: skip


def _run(sql: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount
