"""The list of positions, and what may be chosen from it."""

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from apps.core.models import User
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.models import BlockTransfer, Position, PositionLine
from apps.deficit.selectors.position_content import positions_seen_by
from apps.deficit.vocabulary import LineKind, PositionStatus

POUNDS = DecimalField(max_digits=16, decimal_places=2)


def listed(rows: QuerySet[Position]) -> QuerySet[Position]:
    """With ``gap``: the high needs in-year gap after transfers, in pounds; ``newest``: the newest published version of
    its year and point. Newest year first."""
    of = {"position": OuterRef("pk")}
    lines = PositionLine.objects.filter(**of, kind=LineKind.IN_YEAR_GAP).order_by()
    came = BlockTransfer.objects.filter(**of, to_block=Block.HIGH_NEEDS).order_by()
    went = BlockTransfer.objects.filter(**of, from_block=Block.HIGH_NEEDS).order_by()
    gap = _total(lines) - _total(came) + _total(went)
    newest = Position.objects.filter(
        financial_year=OuterRef("financial_year"), reporting_point=OuterRef("reporting_point"),
        status=PositionStatus.PUBLISHED,
    ).order_by("-version")  # fmt: skip
    people = ("prepared_by", "approved_by", "published_by")
    return (
        rows.select_related(*people)
        .annotate(gap=gap, newest=newest.values("version")[:1])
        .order_by("-financial_year", "-pk")
    )


def _total(rows: QuerySet) -> Coalesce:
    summed = rows.values("position").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(summed, output_field=POUNDS), Value(0, output_field=POUNDS))


def of_year(rows: QuerySet[Position], year: FinancialYear) -> QuerySet[Position]:
    return rows.filter(financial_year=year.start)


def choices_for(person: User) -> list[Position]:
    """What the person may compare: everything seen but what was withdrawn, newest year first."""
    return list(positions_seen_by(person).exclude(status=PositionStatus.WITHDRAWN).order_by("-financial_year", "-pk"))


def published() -> list[Position]:
    """What a new position may start with, newest year first."""
    return list(Position.objects.filter(status=PositionStatus.PUBLISHED).order_by("-financial_year", "-pk"))


def years_of(person: User) -> list[FinancialYear]:
    years = positions_seen_by(person).order_by("-financial_year").values_list("financial_year", flat=True)
    return list(dict.fromkeys(years))


def waiting_among(rows: QuerySet[Position]) -> int:
    """How many of them are not published."""
    return rows.exclude(status=PositionStatus.PUBLISHED).count()
