"""Finishing a paper, its files as they are made, and publishing it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.board.calculations.paper.stored import hash_of
from apps.board.content.drafted import drafted
from apps.board.content.drawings import article_of
from apps.board.forms.papers import FinishForm
from apps.board.models import PaperVersion
from apps.board.presenters import papers as page
from apps.board.presenters.paper_stands import kept_from
from apps.board.renderers.formats import FORMATS
from apps.board.selectors.papers import file_of, version_of, versions_of
from apps.board.services.papers import finish_paper, publish_paper
from apps.board.views.papers import paper_or_404
from apps.board.vocabulary import MakingState
from apps.core.actor import actor
from apps.core.errors import CONFLICT, FORBIDDEN, INVALID, NotAllowed, Refused, Stale

STOP_POLLING = 286


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("board.finish_paper", raise_exception=True)
def paper_finish(request: HttpRequest, slug: str) -> HttpResponse:
    found = paper_or_404(slug)
    versions = versions_of(found.pk)
    draft = drafted(found)
    content = hash_of(draft.paper) if draft.paper else ""
    form = FinishForm(len(versions), content, request.POST if request.method == "POST" else None)
    status = f"Becomes version {len(versions) + 1}"
    context = {"paper": found, "form": form, "problems": kept_from(draft.problems), "status": status}
    if request.method != "POST":
        return render(request, "board/paper_finish.html", context)
    if not form.is_valid():
        return render(request, "board/paper_finish.html", context, status=INVALID)
    given = form.cleaned_data
    try:
        made = finish_paper(
            paper=found, read_versions=given["version"], notice=given.get("notice", ""), by=actor(request),
            at=timezone.now(), read=given["content"],
        )  # fmt: skip
    except Stale as stale:
        data = {**request.POST.dict(), "version": str(len(versions_of(found.pk))), "content": content}
        again = {**context, "form": FinishForm(len(versions_of(found.pk)), content, data), "stale": stale}
        return render(request, "board/paper_finish.html", again, status=CONFLICT)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "board/paper_finish.html", context, status=INVALID)
    messages.success(request, f"Version {made.number} is finished (reference {made.content_hash[:12]}).")
    return redirect("board:paper_version", slug, made.number)


@require_safe
@permission_required("board.view_pack", raise_exception=True)
def paper_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return version_page(request, version_or_404(slug, number))


def version_page(request: HttpRequest, version: PaperVersion, refusal: str = "", status: int = 200) -> HttpResponse:
    making = version.making
    busy = making.state in (MakingState.QUEUED, MakingState.RUNNING)
    newest = versions_of(version.paper_id)[0].number
    later = newest if newest > version.number else None
    context = {
        "version": version, "paper": version.paper, "message": page.progress_words(version), "busy": busy,
        "done": len(making.done), "total": len(FORMATS), "record": page.record_rows(version), "refusal": refusal,
        "files": [FORMATS[slug] for slug in making.done], "publication": getattr(version, "publication", None),
        "why_not": page.why_not_publish(actor(request), version, later), "later": later,
        "article": article_of(version.pk, titled=False),
        "refresh_seconds": 3 if busy else None,
    }  # fmt: skip
    return render(request, "board/paper_version.html", context, status=status)


@require_safe
@permission_required("board.view_pack", raise_exception=True)
def paper_progress(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The fragment that the page asks for while files are made; 286 tells htmx to stop asking."""
    version = version_or_404(slug, number)
    busy = version.making.state in (MakingState.QUEUED, MakingState.RUNNING)
    context = {"text": page.progress_words(version), "done": len(version.making.done), "total": len(FORMATS)}
    return render(request, "components/progress_text.html", context, status=200 if busy else STOP_POLLING)


@require_safe
@permission_required("board.view_pack", raise_exception=True)
def paper_file(_: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    version_or_404(slug, number)
    return file_answer(slug, number, kind)


@require_POST
@permission_required("board.publish_paper", raise_exception=True)
def paper_publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = version_or_404(slug, number)
    try:
        publish_paper(version=version, by=actor(request), at=timezone.now())
    except Refused as refusal:
        return version_page(request, version, str(refusal), FORBIDDEN if isinstance(refusal, NotAllowed) else INVALID)
    messages.success(request, f"Version {number} is published at /published/{slug}/{number}/, for good.")
    return redirect("board:paper_version", slug, number)


def version_or_404(slug: str, number: int) -> PaperVersion:
    found = version_of(slug, number)
    if found is None:
        raise Http404
    return found


def file_answer(slug: str, number: int, kind: str) -> HttpResponse:
    """The stored bytes, as a download."""
    found = file_of(slug, number, kind) if kind in FORMATS else None
    if found is None:
        raise Http404
    name = FORMATS[kind].file_name(f"{slug}-v{number}")
    return HttpResponse(
        bytes(found.content),
        content_type=FORMATS[kind].media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "ETag": f'"{found.content_hash}"'},
    )
