"""What a named person says of a line of Appendix 3, beside the rule's sentence."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.benchmarking.charts.narrative import generated
from apps.benchmarking.forms.entered import CommentForm
from apps.benchmarking.presenters.comments import comment_page, start_of
from apps.benchmarking.presenters.common import within
from apps.benchmarking.selectors.benchmark import Benchmark, Line
from apps.benchmarking.selectors.comments import comment_versions
from apps.benchmarking.selectors.read import current_benchmark
from apps.benchmarking.services.comments import write_comment
from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Refused, Stale


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("benchmarking.add_linecomment", raise_exception=True)
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    b, line = _line_or_404(slug)
    if request.method != "POST":
        return _page(request, b, line, None)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, b, line, form, status=INVALID)
    given = form.cleaned_data
    try:
        written = write_comment(
            table=b.data, line=slug, text=given["text"], generated=generated(b, line), read_version=given["version"],
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
    except Stale as error:
        now, line = _line_or_404(slug)
        data = request.POST.copy()  # the reader's own words, against what stands now
        data["version"] = str(start_of(comment_versions(now.data, slug))["version"])
        return _page(request, now, line, CommentForm(data), error, CONFLICT)
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, b, line, form, status=INVALID)
    said = "is saved under your name" if written.text else "is taken back: the rule's sentence stands"
    messages.success(request, f"What the council says of {line.short_title.lower()} {said}.")
    return redirect("benchmarking:appendix_3")


def _line_or_404(slug: str) -> tuple[Benchmark, Line]:
    b = current_benchmark()
    line = b.line(slug) if b else None
    if b is None or line is None:
        raise Http404(f"There is no line “{slug}” in Appendix 3.")
    return b, line


def _page(
    request: HttpRequest,
    b: Benchmark,
    line: Line,
    form: CommentForm | None,
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    known = comment_versions(b.data, line.slug)
    form = form or CommentForm(initial=start_of(known))
    context = comment_page(b, line, known) | {"form": form, "stale": stale, "within": within("appendix_3")}
    return render(request, "benchmarking/comment.html", context, status=status)
