"""The source report as it was printed, which stands in the repository beside its figures."""

from datetime import date
from pathlib import Path

from django.conf import settings

from apps.board.calculations.reconciler import Given
from apps.board.reading import read_text

PRINTED = settings.BASE_DIR / "data" / "report-2026-01-27" / "printed.txt"
HELD_ON = date(2026, 1, 27)


def printed_report(file: Path = PRINTED) -> Given:
    """Tables 1 to 4, Appendix 3, and the paragraphs beside them; the council is the deployment's own."""
    found = read_text(file.read_text(encoding="utf-8"))
    return Given(tuple(found.tables), tuple(found.texts), settings.COUNCIL_NAME, HELD_ON)
