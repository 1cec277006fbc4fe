"""Reads imports: the list, one record, what stands of a kind."""

from django.db.models import QuerySet

from apps.benchmarking.models import NationalImport


def imports(kind: str = "", state: str = "") -> QuerySet[NationalImport]:
    """The newest first; of one kind or state where one is named."""
    rows = NationalImport.objects.select_related("source", "imported_by").order_by("-imported_at", "-pk")
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(state=state) if state else rows


def national_import(pk: int) -> NationalImport:
    """Raises ``NationalImport.DoesNotExist``."""
    return NationalImport.objects.select_related("source", "imported_by", "undone_by").get(pk=pk)


def standing_of(sha256: str, kind: str) -> NationalImport | None:
    """The import of the same file that stands, if any."""
    return NationalImport.objects.filter(sha256=sha256, kind=kind, state="saved").order_by("-pk").first()
