"""The national files that the product ships, imported once for the tests that read them."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from apps.benchmarking.services.importing.run import import_file
from apps.benchmarking.vocabulary import ImportKind

FOLDER = Path(settings.BASE_DIR) / "data"
FILES = (
    (ImportKind.AUTHORITIES, "national/la_lookup.csv"),
    (ImportKind.AUTHORITIES, "national/former_authorities.csv"),
    (ImportKind.NEIGHBOURS, "national/statistical_neighbours_long.csv"),
    (ImportKind.POPULATION, "national/population_0_19_utla_mid2020.csv"),
    (ImportKind.HIGH_NEEDS_BENCHMARKING, "national/hn_benchmarking_budget_outturn_2021_22_la.csv"),
    (ImportKind.OUTTURN_TOTALS, "national/s251_outturn_high_needs_total_la_2017_18_to_2024_25.csv"),
    (ImportKind.SEN2_CASELOAD, "national/sen2_caseload_all_plans_2019_2025.csv"),
    (ImportKind.SEN2_CASELOAD, "public/bcp_sen2_caseload_jan2026.csv"),
    (ImportKind.SEN2_REQUESTS, "national/sen2_requests_2019_2024.csv"),
    (ImportKind.SEN2_TIMELINESS, "national/sen2_timeliness_2019_2024.csv"),
    (ImportKind.DSG_ALLOCATIONS, "national/dsg_allocations_la_2020_21_to_2023_24.csv"),
)


def import_everything() -> None:
    at = datetime(2026, 2, 1, 9, tzinfo=UTC)
    for kind, name in FILES:
        with (FOLDER / name).open("rb") as stream:
            outcome = import_file(kind=kind, name=Path(name).name, stream=stream, by=None, at=at)
        assert outcome.sound, (name, outcome.problems.listed[:3])
