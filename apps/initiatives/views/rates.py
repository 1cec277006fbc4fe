"""The rate card: what is assumed, who agreed it, and what a new version would change."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.core.world import today
from apps.initiatives.forms.rates import DecisionForm
from apps.initiatives.permissions import can_draft_rate_card
from apps.initiatives.presenters import rates as page
from apps.initiatives.presenters.rate_version import TABLES, version_context
from apps.initiatives.presenters.rate_words import agreed_by, card_message, in_force_words
from apps.initiatives.selectors.rate_cards import in_force, sheets
from apps.initiatives.selectors.rates import rate_cards
from apps.initiatives.vocabulary import RateCardStatus


@require_safe
@permission_required("initiatives.view_ratecard", raise_exception=True)
def rate_card(request: HttpRequest) -> HttpResponse:
    cards = rate_cards()
    current = in_force(cards)
    if current is None:
        return render(request, "initiatives/no_rate_card.html")
    (sheet,) = sheets(current)
    rates, versions = page.rate_table(current), page.version_table(cards, current)
    if response := export_if_asked(request, ("rates", rates), ("versions", versions)):
        return response
    draft = next((card for card in cards if card.status == RateCardStatus.DRAFT), None)
    context = {
        "card": current,
        "message": card_message(current, sheet),
        "agreed_by": agreed_by(current),
        "in_force_words": in_force_words(current, today()),
        "rates": rates,
        "rates_downloads": downloads(request, "rates"),
        "versions": versions,
        "versions_downloads": downloads(request, "versions"),
        "used_by": page.used_by(sheet),
        "source": "; ".join(dict.fromkeys(rate.source_reference for rate in current.rates.all())),
        "notes": [q.note for q in current.quoted_differences.all() if q.note],
        "draft": draft,
        "may_draft": can_draft_rate_card(actor(request)),
        "version": current.version,
    }
    return render(request, "initiatives/rate_card.html", context)


@require_safe
@permission_required("initiatives.view_ratecard", raise_exception=True)
def rate_card_version(request: HttpRequest, version: int) -> HttpResponse:
    return version_page(request, version)


def version_page(
    request: HttpRequest, version: int, refused: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    cards = rate_cards()
    card = next((card for card in cards if card.version == version), None)
    if card is None:
        raise Http404(f"There is no version {version} of the rate card.")
    context = version_context(card, cards, actor(request), refused)
    tables = [(name, context[name]) for name in TABLES if context[name]]
    if response := export_if_asked(request, *tables):
        return response
    context |= {f"{name}_downloads": downloads(request, name) for name, _ in tables}
    return render(request, "initiatives/rate_card_version.html", context, status=status)
