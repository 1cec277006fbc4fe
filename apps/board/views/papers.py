"""A committee paper of a meeting: its texts, what keeps it from being finished, and what it hides."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.board.calculations.paper.blocks import BY_SLUG, TextBlock
from apps.board.content.drafted import drafted
from apps.board.forms.papers import AgreeForm, ShowForm, TextForm
from apps.board.models import CommitteePaper
from apps.board.paper_permissions import can
from apps.board.presenters import papers as page
from apps.board.presenters.paper_stands import stands_of
from apps.board.renderers.html import html
from apps.board.selectors.packs import meeting_called
from apps.board.selectors.papers import overrides_of, paper_called, texts_of, versions_of
from apps.board.services.papers import agree_texts, begin_paper, show_figure, write_text
from apps.core.actor import actor
from apps.core.errors import CONFLICT, FORBIDDEN, INVALID, NotAllowed, Refused, Stale

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_POST
@permission_required("board.write_paper", raise_exception=True)
def paper_begin(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_called(slug)
    if meeting is None:
        raise Http404
    made = begin_paper(meeting=meeting, by=actor(request), at=timezone.now())
    return redirect("board:paper", made.slug)


@require_safe
@permission_required("board.view_pack", raise_exception=True)
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    return paper_page(request, paper_or_404(slug))


def paper_page(
    request: HttpRequest, found: CommitteePaper, form: AgreeForm | None = None, status: int = 200,
    stale: Stale | None = None,
) -> HttpResponse:  # fmt: skip
    """The paper's page; with the form that was refused."""
    person, texts, draft, versions = actor(request), texts_of(found.pk), drafted(found), versions_of(found.pk)
    choices = page.waiting_for(person, texts) if can(person, "agree_paper") else []
    context = {
        "paper": found, "stale": stale, "stands": stands_of(draft.problems, draft.pack, texts, versions),
        "items": page.task_items(found, texts, draft.problems, can(person, "write_paper")), "pack": draft.pack,
        "form": form or (AgreeForm(choices) if choices else None), "versions": page.version_rows(versions),
        "hidden": draft.disclosed.hidden if draft.disclosed else (), "may_finish": can(person, "finish_paper"),
    }  # fmt: skip
    return render(request, "board/paper.html", context, status=status)


@require_http_methods(GET_OR_POST)
@permission_required("board.write_paper", raise_exception=True)
def paper_text(request: HttpRequest, slug: str, block: str) -> HttpResponse:
    found = paper_or_404(slug)
    if block not in BY_SLUG:
        raise Http404
    text = texts_of(found.pk).get(block)
    form = TextForm(BY_SLUG[block], text, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _text_page(request, found, BY_SLUG[block], form)
    if not form.is_valid():
        return _text_page(request, found, BY_SLUG[block], form, INVALID)
    given = form.cleaned_data
    try:
        made = write_text(
            paper=found, block=block, words=given["words"], quoted=given["quoted"], role=given["role"],
            read_version=given["version"], by=actor(request), at=timezone.now(),
        )  # fmt: skip
    except Stale as stale:
        return _text_page(request, found, BY_SLUG[block], _reread(form, found, block), CONFLICT, stale)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _text_page(request, found, BY_SLUG[block], form, INVALID)
    messages.success(request, f"{BY_SLUG[block].name}: version {made.version} is saved. Another person agrees it.")
    return redirect("board:paper", slug)


@require_POST
@permission_required("board.agree_paper", raise_exception=True)
def paper_agree(request: HttpRequest, slug: str) -> HttpResponse:
    found = paper_or_404(slug)
    form = AgreeForm(page.waiting_for(actor(request), texts_of(found.pk)), request.POST)
    if not form.is_valid():
        return paper_page(request, found, form, INVALID)
    try:
        made = agree_texts(
            paper=found, read=form.read(), role=form.cleaned_data["role"], by=actor(request), at=timezone.now()
        )
    except Stale as stale:
        return paper_page(request, found, form, CONFLICT, stale)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return paper_page(request, found, form, FORBIDDEN if isinstance(refusal, NotAllowed) else INVALID)
    messages.success(request, f"{len(made)} {'text is' if len(made) == 1 else 'texts are'} agreed.")
    return redirect("board:paper", slug)


@require_safe
@permission_required("board.view_pack", raise_exception=True)
def paper_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """As it would be finished now."""
    found = paper_or_404(slug)
    draft = drafted(found)
    article = html(draft.paper, titled=False) if draft.paper else ""
    return render(
        request, "board/paper_draft.html",
        {"paper": found, "article": article, "problems": draft.problems, "pack": draft.pack},
    )  # fmt: skip


@require_http_methods(GET_OR_POST)
@permission_required("board.view_pack", raise_exception=True)
def paper_hidden(request: HttpRequest, slug: str) -> HttpResponse:
    """What disclosure control hides, and what is shown by a decision."""
    found = paper_or_404(slug)
    may_decide = can(actor(request), "override_disclosure")
    disclosed = drafted(found).disclosed
    hidden = disclosed.hidden if disclosed else ()
    form = ShowForm(hidden, request.POST if request.method == "POST" else None) if may_decide else None
    context: dict[str, Any] = {
        "paper": found, "hidden": page.hidden_rows(hidden), "overrides": page.override_rows(overrides_of(found.pk)),
        "form": form if hidden or request.method == "POST" else None,
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "board/paper_hidden.html", context)
    if form is None:
        return render(request, "403.html", status=FORBIDDEN)
    if not form.is_valid():
        return render(request, "board/paper_hidden.html", context, status=INVALID)
    cell, value = form.chosen()
    given = form.cleaned_data
    try:
        made = show_figure(paper=found, cell=cell, value=value, role=given["role"], reason=given["reason"],
                           by=actor(request), at=timezone.now())  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "board/paper_hidden.html", context, status=INVALID)
    messages.success(request, f"{made.label}: shown by decision {made.pk}. The trail keeps the reason.")
    return redirect("board:paper_hidden", slug)


def paper_or_404(slug: str) -> CommitteePaper:
    found = paper_called(slug)
    if found is None:
        raise Http404
    return found


def _reread(form: TextForm, paper: CommitteePaper, block: str) -> TextForm:
    """The reader's own text over the version that stands now."""
    standing = texts_of(paper.pk).get(block)
    data = form.data.dict()  # type: ignore[attr-defined]  # a posted form's
    data["version"] = str(standing.version if standing else 0)
    return TextForm(BY_SLUG[block], standing, data)


def _text_page(
    request: HttpRequest, paper: CommitteePaper, block: TextBlock, form: TextForm, status: int = 200,
    stale: Stale | None = None,
) -> HttpResponse:  # fmt: skip
    text = texts_of(paper.pk).get(block.slug)
    problems = [p for p in drafted(paper).problems if p.block == block.slug]
    context = {
        "paper": paper, "block": block, "heading": block.name, "text": text, "form": form, "stale": stale,
        "problems": problems if text else (),
    }  # fmt: skip
    return render(request, "board/paper_text.html", context, status=status)
