"""The audit page, one entry, verifying the trail, and the history of one thing."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.core.models import AuditEntry
from apps.core.selectors.history import LAST_NUMBER, history, subject_of
from apps.core.selectors.trail import entries_seen_by, entry_found, newest_checks
from apps.core.services.verify_audit import SECONDS_ON_A_PAGE, verify_audit
from apps.core.trail import checks, entry_page, history_page, listing
from apps.core.trail.filters import AuditFilter
from apps.core.trail.kinds import kind_called

CHECKS, SAID, RECORDED = "verifications", "before-and-after", "recorded"


@require_safe
@permission_required("core.view_auditentry", raise_exception=True)
def audit(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    seen = entries_seen_by(person)
    filters = AuditFilter(request.GET, queryset=seen)
    table = listing.AuditTable(filters.qs)
    RequestConfig(request, paginate={"paginator_class": listing.FewPages}).configure(table)
    verified = newest_checks()
    check_table = checks.check_table(verified)
    if "_export" in request.GET:  # the whole list is read for its file alone
        whole = (listing.SHEET, listing.entries_file(table.data.data))
        if response := export_if_asked(request, whole, (CHECKS, check_table)):
            return response
    context = {
        "message": listing.sentence(table, seen.first()),
        "form": filters.form,
        "table": table,
        "most": None if table.is_whole else listing.MOST,
        "verified": checks.state(verified),
        "tag": checks.tag(verified),
        "found": checks.first_faults(verified),
        "checks": check_table,
        "downloads": downloads(request, CHECKS),
        "may_verify": person.has_perm("core.add_auditcheck"),
    }
    return render(request, "core/audit.html", context)


@require_POST
@permission_required("core.add_auditcheck", raise_exception=True)
def audit_verify(request: HttpRequest) -> HttpResponse:
    check = verify_audit(by=actor(request), at=timezone.now(), seconds=SECONDS_ON_A_PAGE).check
    tell = messages.error if check.faults else messages.success if check.finished else messages.warning
    tell(request, f"The trail was verified: {checks.result(check)}")
    return redirect("core:audit")


@require_safe
@permission_required("core.view_auditentry", raise_exception=True)
def audit_entry(request: HttpRequest, pk: int) -> HttpResponse:
    person = actor(request)
    try:
        found = entry_found(min(pk, LAST_NUMBER), person)
    except AuditEntry.DoesNotExist as error:
        raise Http404(f"There is no audit entry {pk}.") from error
    said, recorded = entry_page.tables(found)
    if response := export_if_asked(request, (SAID, said), (RECORDED, recorded)):
        return response
    context = {
        "entry": found.entry,
        "number": f"Audit entry {found.entry.pk}",
        "answer": entry_page.answer(found.entry),
        "message": entry_page.message(found.entry),
        "facts": entry_page.facts(found, person),
        "said": said,
        "said_downloads": downloads(request, SAID),
        "recorded": recorded,
        "beside": entry_page.beside(found),
        "recorded_downloads": downloads(request, RECORDED),
    }
    return render(request, "core/audit_entry.html", context)


@require_safe
def history_of(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """For those who may see the thing itself; for others it is not there."""
    person, known = actor(request), kind_called(kind)
    subject = subject_of(known, pk, person) if known else None
    if known is None or subject is None:
        raise Http404("There is no such history.")
    found = history(known, pk, person, request.GET.get("page", ""))
    context = {
        "name": str(subject),
        "word": known.word,
        "back": known.page(subject) if known.page else "",
        "message": history_page.message(str(subject), found),
        "items": history_page.items(found, person),
        "page": found.page,
        "audits": person.has_perm("core.view_auditentry"),
    }
    return render(request, "core/history.html", context)
