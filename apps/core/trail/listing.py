"""The list of audit entries: its columns, its sentence and its file. It reaches back ``MOST`` entries."""

from typing import Any

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from apps.core.charts import Column, Rows
from apps.core.models import AuditEntry
from apps.core.money import number
from apps.core.selectors.trail import names_in
from apps.core.tables import BaseTable
from apps.core.trail.kinds import word_for
from apps.core.trail.told import flat
from apps.core.trail.values import moment, plain

MOST = 10_000
SHEET = "audit"
NOBODY = "The service"
REASON = 160  # characters of a reason that the list shows


class FewPages(Paginator):
    """Counts no further than ``MOST``: a million entries are not counted for a list that nobody reads to its end."""

    @cached_property
    def found(self) -> int:
        rows: Any = self.object_list
        return rows.data.data.order_by()[: MOST + 1].count()

    @property
    def count(self) -> int:
        return min(self.found, MOST)


class AuditTable(BaseTable):
    caption = "Audit entries"
    sheet = SHEET
    empty_title = "No entry matches"
    empty_advice = "Change or clear the filters."

    at = tables.Column(verbose_name="When", order_by=("at", "pk"))
    by = tables.Column(verbose_name="Who", orderable=False, empty_values=())
    action = tables.Column(verbose_name="What", orderable=False)
    subject = tables.Column(verbose_name="About", accessor="subject_label", orderable=False)
    reason = tables.Column(verbose_name="Why", orderable=False)

    def render_at(self, record: AuditEntry) -> SafeString:
        url = reverse("core:audit_entry", args=[record.pk])
        hidden = format_html('<span class="govuk-visually-hidden">, entry {}</span>', record.pk)
        return format_html('<a class="govuk-link" href="{}">{}{}</a>', url, moment(record.at), hidden)

    def render_by(self, record: AuditEntry) -> str:
        return str(record.by or NOBODY)

    def render_subject(self, record: AuditEntry) -> SafeString:
        kind = format_html('<span class="govuk-body-s">{}</span>', word_for(record.subject_type))
        return format_html("{}<br>{}", plain(record.subject_label), kind)

    def render_reason(self, record: AuditEntry) -> str:
        return Truncator(plain(record.reason)).chars(REASON)

    @property
    def is_whole(self) -> bool:
        """Whether every entry that matches is in the list."""
        return self.paginator.found <= MOST

    @property
    def count_words(self) -> str:
        return super().count_words if self.is_whole else f"More than {number(MOST)} results"


def sentence(table: AuditTable, newest: AuditEntry | None) -> str:
    """“More than 10,000 entries are listed. The newest: Approved a rate card (Rate card 2), by F. Officer, on …”"""
    if newest is None:
        return "Nothing has been recorded yet: the first change that a person makes begins the trail."
    found = number(table.count) if table.is_whole else f"More than {number(MOST)}"
    many = "entry is listed" if table.count == 1 else "entries are listed"
    return (
        f"{found} {many}. The newest that you may see: {newest.action} ({plain(newest.subject_label)}), "
        f"by {newest.by or 'the service'}, on {moment(newest.at)}."
    )


def entries_file(entries: QuerySet[AuditEntry]) -> Rows:
    """The filtered list in its order, one row an entry, with what was before and after."""
    columns = (
        Column("number", "Entry"), Column("at", "When"), Column("recorded", "Received by the database"),
        Column("by", "Who"), Column("username", "User name"), Column("action", "What"), Column("kind", "Kind"),
        Column("about", "About"), Column("before", "Before"), Column("after", "After"), Column("reason", "Why"),
    )  # fmt: skip
    found = list(entries[:MOST])
    names = names_in(found, [])
    return Rows("Audit entries", columns, [_file_row(entry, names) for entry in found])


def _file_row(entry: AuditEntry, names: Any) -> dict[str, Any]:
    return {
        "number": str(entry.pk),
        "at": entry.at,
        "recorded": entry.recorded_at,
        "by": str(entry.by or NOBODY),
        "username": entry.by.username if entry.by else "",
        "action": entry.action,
        "kind": word_for(entry.subject_type),
        "about": plain(entry.subject_label),
        "before": flat(entry, entry.before, names),
        "after": flat(entry, entry.after, names),
        "reason": plain(entry.reason),
    }
