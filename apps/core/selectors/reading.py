"""The day a page is read for: what is “now”, “next” and “overdue” follows from it, not from the clock."""

from datetime import date

from apps.core.memory import remembered
from apps.core.models import Document
from apps.core.world import today


@remembered
def reading_date() -> date:
    """The date of the newest meeting paper; today where none is loaded."""
    newest = Document.objects.filter(is_meeting_paper=True).order_by("-date").values_list("date", flat=True).first()
    return newest or today()
