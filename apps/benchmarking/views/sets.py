"""Chosen sets of comparators: the list, one of them, making, changing and archiving."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_tables2 import RequestConfig

from apps.benchmarking.forms.entered import ArchiveForm, SetForm
from apps.benchmarking.permissions import can_choose_sets
from apps.benchmarking.presenters.common import within
from apps.benchmarking.presenters.sets import set_page, sets_page, start_of
from apps.benchmarking.selectors.peers import Chosen, chosen_sets
from apps.benchmarking.services.chosen_sets import archive_set, change_set, make_set
from apps.benchmarking.views.answer import answer, reads_benchmarks
from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Refused, Stale


@reads_benchmarks
def sets(request: HttpRequest) -> HttpResponse:
    page = sets_page(request, chosen_sets(), may_choose=can_choose_sets(actor(request)))
    RequestConfig(request).configure(page[0]["table"])
    return answer(request, "sets", page)


@reads_benchmarks
def one_set(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _set_or_404(pk))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("benchmarking.add_chosenset", raise_exception=True)
def add(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, SetForm(initial={"version": 0}))
    form = SetForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=INVALID)
    try:
        made = make_set(content=form.content(), by=actor(request), at=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
        return _form_page(request, form, status=INVALID)
    messages.success(request, f"The set “{made}” is saved. It stands among the comparators of every page.")
    return redirect("benchmarking:set", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("benchmarking.add_chosenset", raise_exception=True)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _set_or_404(pk)
    if request.method != "POST":
        return _form_page(request, SetForm(initial=start_of(found)), found)
    form = SetForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, found, status=INVALID)
    read = form.cleaned_data["version"]
    try:
        made = change_set(pk=pk, content=form.content(), read_version=read, by=actor(request), at=timezone.now())
    except Stale as error:
        now = _set_or_404(pk)
        data = request.POST.copy()  # the reader's own words, against what stands now
        data["version"] = str(now.version)
        return _form_page(request, SetForm(data), now, error, CONFLICT)
    except Refused as error:
        form.add_error(None, str(error))
        return _form_page(request, form, found, status=INVALID)
    messages.success(request, f"The set “{made}” is changed: version {made.version}.")
    return redirect("benchmarking:set", pk)


@require_POST
@permission_required("benchmarking.add_chosenset", raise_exception=True)
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _set_or_404(pk), ArchiveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, INVALID)
    given = form.cleaned_data
    try:
        row = archive_set(
            pk=pk, read_version=given["version"], reason=given["reason"], by=actor(request), at=timezone.now()
        )
    except Stale as error:
        now = _set_or_404(pk)
        fresh = ArchiveForm({**request.POST.dict(), "version": str(now.version)})
        return _page(request, now, fresh, CONFLICT, error)
    messages.success(request, f"The set “{row}” is archived. It is no longer offered.")
    return redirect("benchmarking:set", pk)


def _set_or_404(pk: int) -> Chosen:
    found = chosen_sets().get(pk)
    if found is None:
        raise Http404(f"There is no chosen set {pk}. The list of chosen sets has each.")
    return found


def _page(
    request: HttpRequest, found: Chosen, form: ArchiveForm | None = None, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    may = can_choose_sets(actor(request)) and not found.archived
    context = set_page(found) | {
        "may_change": may,
        "archive": form or (ArchiveForm(initial={"version": found.version}) if may else None),
        "form": form,
        "stale": stale,
        "within": within("sets"),
    }
    return render(request, "benchmarking/set.html", context, status=status)


def _form_page(
    request: HttpRequest, form: SetForm, found: Chosen | None = None, stale: Stale | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "set": found, "stale": stale, "within": within("sets")}
    return render(request, "benchmarking/set_form.html", context, status=status)
