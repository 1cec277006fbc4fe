"""How many places of a scheme were filled on a census day: recorded, and corrected by a new version."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Refused, Stale
from apps.initiatives.forms.occupancy import ORIGIN, CorrectionForm, OccupancyForm
from apps.initiatives.models import OccupancyReading
from apps.initiatives.presenters.scheme_page import occupancy_saved
from apps.initiatives.selectors.occupancy import Reading, as_view, newest_reading, reading_of
from apps.initiatives.selectors.occupancy_census import keyed_origins, numbered_origins
from apps.initiatives.selectors.scheme_changes import saved_correction
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.services.schemes.occupancy import as_words, correct_occupancy, record_occupancy
from apps.initiatives.views.saving import reread
from apps.initiatives.views.schemes import VIEW, check_may_change, scheme_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(VIEW, raise_exception=True)
def occupancy_add(request: HttpRequest, pk: int) -> HttpResponse:
    check_may_change(request)
    scheme = scheme_or_404(pk)
    if request.method != "POST":
        return _page(request, scheme, OccupancyForm(initial={"places": scheme.places}))
    form = OccupancyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, scheme, form, INVALID)
    try:
        saved = record_occupancy(scheme_id=pk, census=form.census, by=actor(request), at=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, scheme, form, INVALID)
    return _done(request, saved)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(VIEW, raise_exception=True)
def occupancy_correct(request: HttpRequest, pk: int, reading: int) -> HttpResponse:
    """Of the newest version of the day that the address's reading is of."""
    check_may_change(request)
    scheme = scheme_or_404(pk)
    row = _newest_or_404(pk, reading)
    now, kept = as_view(row), keyed_origins(row)
    start = {
        "census_date": now.census_date, "places": now.places, "filled": now.filled, "version": now.version,
        **{ORIGIN.format(placement.value): number for placement, number in numbered_origins(row).items()},
    }  # fmt: skip
    if request.method != "POST":
        return _page(request, scheme, CorrectionForm(initial=start, kept=kept), now=now)
    form = CorrectionForm(request.POST, request.FILES, initial=start, kept=kept)
    if not form.is_valid():
        return _page(request, scheme, form, INVALID, now)
    asked = {"census": form.census, "reason": form.cleaned_data["reason"], "by": actor(request)}
    read = form.cleaned_data["version"]
    try:
        saved = correct_occupancy(scheme_id=pk, read_version=read, at=timezone.now(), **asked)
    except Stale as error:
        found = saved_correction(pk, read_version=read, **asked)
        if found is None:
            return _page(request, scheme, form, CONFLICT, now, error)
        saved = found
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, scheme, form, INVALID, now)
    return _done(request, saved)


def _newest_or_404(scheme: int, pk: int) -> OccupancyReading:
    try:
        asked = reading_of(scheme, pk)
    except (OccupancyReading.DoesNotExist, OverflowError) as error:
        raise Http404(f"This scheme has no reading numbered {pk}.") from error
    return newest_reading(scheme, asked.census_date) or asked


def _done(request: HttpRequest, saved: OccupancyReading) -> HttpResponse:
    messages.success(request, occupancy_saved(saved.scheme_id, as_words(saved), saved.version))
    return redirect("initiatives:scheme", saved.scheme_id)


def _page(
    request: HttpRequest,
    scheme: SchemeView,
    form: OccupancyForm,
    status: int = 200,
    now: Reading | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    shown = reread(form, now.version) if now and stale else form
    context = {"scheme": scheme, "form": shown, "now": now, "stale": stale}
    return render(request, "initiatives/occupancy_form.html", context, status=status)
