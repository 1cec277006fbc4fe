"""What was stated of demand for places, in words."""

from apps.initiatives.models import PlaceDemand
from apps.initiatives.presenters.words import count


def named(row: PlaceDemand) -> str:
    """``Secondary, 2027/28`` with its need, where it is of one."""
    need = f", {row.get_need_display()}" if row.need else ""
    return f"{row.get_phase_display()}{need}, {row.financial_year}"


def stated_sentence(row: PlaceDemand) -> str:
    reference = f"reference: demand {row.pk}, version {row.version}"
    return (
        f"{named(row)}: {count(row.central, 'place')} needed saved ({reference}). It is illustrative until finance "
        "agrees it."
    )


def agreed_sentence(row: PlaceDemand) -> str:
    return f"{named(row)}: {count(row.central, 'place')} needed is agreed (version {row.version})."


def demand_rows(row: PlaceDemand) -> list[dict[str, str]]:
    return [
        {"key": "Phase and year", "value": named(row)},
        {"key": "Places needed", "value": f"{row.central}, {row.low} to {row.high}"},
        {"key": "Source", "value": row.source_reference},
        {"key": "Stated by", "value": f"{row.recorded_by}, version {row.version}"},
    ]
