"""Attaching evidence to an initiative, and giving an attached file back to those who may open it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.core.stored_files import FileLost, read
from apps.initiatives.forms.evidence import EvidenceForm
from apps.initiatives.models import EvidenceItem
from apps.initiatives.presenters.evidence_items import attached_text
from apps.initiatives.selectors.evidence_items import evidence_item, renewable
from apps.initiatives.services.evidence_items import add_evidence
from apps.initiatives.views.plans import initiative_or_404
from apps.initiatives.vocabulary import EvidenceKind


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_evidenceitem", raise_exception=True)
def evidence_add(request: HttpRequest, slug: str) -> HttpResponse:
    subject = initiative_or_404(slug)
    items = renewable(subject, request.POST.get("replaces", ""))
    form = EvidenceForm(items, request.POST, request.FILES) if request.method == "POST" else EvidenceForm(items)
    context = {"initiative": subject, "form": form}
    if request.method != "POST":
        return render(request, "initiatives/evidence_add.html", context)
    if not form.is_valid():
        return render(request, "initiatives/evidence_add.html", context, status=INVALID)
    try:
        item = add_evidence(
            initiative_id=subject.pk, evidence=form.new_evidence(), by=actor(request), at=timezone.now()
        )
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except Stale as error:
        return render(request, "initiatives/evidence_add.html", {**context, "stale": error}, status=CONFLICT)
    except Refused as error:
        form.add_error(None, str(error))
        return render(request, "initiatives/evidence_add.html", context, status=INVALID)
    messages.success(request, attached_text(item))
    return redirect("initiatives:detail", slug)


@require_safe
@permission_required("initiatives.view_evidenceitem", raise_exception=True)
def evidence_file(_request: HttpRequest, pk: int) -> HttpResponse:
    """Always as a download, never shown by the browser under our name."""
    try:
        item = evidence_item(pk)
        if item.kind != EvidenceKind.FILE:
            raise Http404(f"Evidence {pk} is a link, not a file.")
        content = read(item.sha256)
    except (EvidenceItem.DoesNotExist, OverflowError) as error:
        raise Http404(f"There is no evidence numbered {pk}.") from error
    except FileLost as error:
        raise Http404(f"The file of evidence {pk} is not in the store. Tell the administrator its number.") from error
    return HttpResponse(
        content,
        content_type=item.content_type,
        headers={
            "Content-Disposition": str(content_disposition_header(True, item.file_name)),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
