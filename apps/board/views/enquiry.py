"""Key lines of enquiry: the committee's questions, each answered from the data and in the words of a role."""

from decimal import Decimal

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.board.forms.enquiry import AgreeForm, AnswerForm
from apps.board.permissions import ENQUIRY, VIEW
from apps.board.presenters import enquiry as page
from apps.board.presenters.within import within
from apps.board.selectors import enquiry as read
from apps.board.services import enquiry as services
from apps.board.views.entered import FormPage, form_view, found_or_404, require
from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.core.selectors.reading import reading_date
from apps.deficit.presenters import requests as requested
from apps.deficit.selectors.requests import appraised
from apps.initiatives.selectors.initiatives import everything
from apps.initiatives.selectors.register_amounts import register_amounts
from apps.initiatives.selectors.requests import requests as read_requests

BOTH = ["GET", "HEAD", "POST"]
WHOLE = Decimal(1)  # full confidence: a bound, as the page of requests says


@require_safe
@permission_required(VIEW, raise_exception=True)
def enquiry(request: HttpRequest) -> HttpResponse:
    asked, read_for, amounts = read.questions(), reading_date(), register_amounts()
    there, new = read.in_place(), read.being_developed()
    money, broken_even = read_requests(), appraised(WHOLE)
    tables = {
        "categories": page.in_place_rows(there, read_for, amounts),
        "evidence": page.evidence_rows(there, read_for, amounts),
        "outcomes": page.outcome_rows(read.measured(), {one.pk: one for one in everything()}),
        "new": page.new_rows(new, read_for, amounts),
        "requests": requested.requests_table(money),
        "break-even": requested.break_even_table(broken_even, WHOLE),
    }
    if response := export_if_asked(request, *tables.items()):
        return response
    may_write = actor(request).has_perm(ENQUIRY)
    context = {
        "within": within("enquiry"),
        "message": page.message(asked),
        "read_for": read_for,
        "questions": [page.answer_of(one, may_write) for one in asked],
        "sentences": {
            "categories": page.category_sentence(there),
            "new": page.plan_sentence(new),
            "requests": requested.message(money, broken_even),
        },
        "tables": {slug.replace("-", "_"): (table, downloads(request, slug)) for slug, table in tables.items()},
    }
    return render(request, "board/enquiry.html", context)


@require_http_methods(BOTH)
def enquiry_write(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, ENQUIRY)
    asked = found_or_404(lambda: read.question(pk), f"There is no question numbered {pk}.")
    back = reverse("board:enquiry")
    form_page = FormPage(
        "What is the answer to this question?", asked.question.words, "Save the answer",
        (back, "Key lines of enquiry"), reread=lambda: {"version": read.question(pk).version},
    )  # fmt: skip
    form = AnswerForm(asked, request.POST if request.method == "POST" else None)

    def save(form: AnswerForm) -> tuple[str, str]:
        row = services.write_text(question_id=pk, by=actor(request), at=timezone.now(), **form.cleaned_data)
        return back, f"Version {row.version} is saved. It is shown to the Board once another person agrees it."

    return form_view(request, form_page, form, save)


@require_http_methods(BOTH)
def enquiry_agree(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, ENQUIRY)
    text = found_or_404(lambda: read.text(pk), f"There is no answer numbered {pk}.")
    back = reverse("board:enquiry")
    rows = [
        {"key": "Question", "value": text.question.words},
        {"key": "Answer", "value": text.words},
        {"key": "In whose name", "value": text.role},
        {"key": "Written by", "value": str(text.prepared_by)},
    ]
    form_page = FormPage(
        "Do you agree this answer?", f"Version {text.version}, to be agreed by somebody who did not write it.", "Agree",
        (back, "Key lines of enquiry"), rows,
    )  # fmt: skip

    def save(form: AgreeForm) -> tuple[str, str]:
        row = services.agree_text(text_id=pk, by=actor(request), at=timezone.now(), **form.cleaned_data)
        return back, f"Version {row.version} of the answer is agreed."

    return form_view(request, form_page, AgreeForm(request.POST if request.method == "POST" else None), save)
