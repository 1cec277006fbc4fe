"""One initiative: did it work, and how do we know?"""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.actor import actor
from apps.core.charts import Rows
from apps.core.exports import downloads, export_if_asked
from apps.core.models import User
from apps.initiatives.charts import SLUG, drawn, outcome_chart
from apps.initiatives.links import link
from apps.initiatives.models import Initiative
from apps.initiatives.permissions import can_add_evidence, can_open_evidence
from apps.initiatives.presenters import benefits, claimed, money, outcomes, plan
from apps.initiatives.presenters import initiative as page
from apps.initiatives.presenters.evidence_items import attachments
from apps.initiatives.selectors.dossier import Dossier, dossier


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def initiative_detail(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        found = dossier(slug)
    except Initiative.DoesNotExist as error:
        raise Http404(f"No initiative is called “{slug}”.") from error
    subject = found.initiative
    chart = outcome_chart(subject, found.outcomes, downloads(request, SLUG))
    tables = {
        "funding": money.funding_table(subject),
        "benefits": benefits.benefit_rows(subject, found.rates, found.tranches),
        "claimed": claimed.claimed_table(subject, found.claimed),
        "outcomes": outcomes.outcome_table(subject, [o for o in found.outcomes if o not in drawn(found.outcomes)]),
    }
    if response := export_if_asked(request, *([chart] if chart else []), *tables.items()):
        return response
    return render(
        request,
        "initiatives/detail.html",
        {**_words(found, actor(request)), **_tables(request, tables), "chart": chart},
    )


def _words(found: Dossier, reader: User) -> dict[str, object]:
    subject, read_for = found.initiative, found.read_for
    overlaps = page.overlap_rows(subject, found.overlaps)
    return {
        "initiative": subject,
        "read_for": read_for,
        "answer": page.answer(subject),
        "message": page.message(subject, read_for),
        "how_url": page.how(subject),
        "projection_url": link("deficit:initiative", subject.slug),
        "facts": page.facts(subject),
        "funding_sentence": money.funding_sentence(subject),
        "funding_notes": money.funding_notes(subject),
        "report_only": claimed.no_claim_yet(found.claimed),
        "claimed_sentences": claimed.claimed_sentences(found.claimed, found.plan),
        "benefit_notes": benefits.benefit_notes(subject, found.rates, found.outcomes),
        "outcome_sentences": outcomes.outcome_sentences(found.outcomes),
        "outcome_notes": outcomes.outcome_notes(found.outcomes),
        "timeline": plan.timeline_items(subject, read_for),
        "evidence": page.evidence_items(subject),
        "attachments": attachments(found.attachments, can_open_evidence(reader)),
        "may_attach": can_add_evidence(reader),
        "overlaps": overlaps,
        "overlap_sentence": page.overlap_sentence(overlaps),
        "plan_items": plan.plan_items(subject, found.outcomes, found.plan),
        "gate_sentence": plan.gate_sentence(subject),
        "barriers": found.barriers,
        "planner": found.plan.prepared_by if found.plan else None,
    }


def _tables(request: HttpRequest, tables: dict[str, Rows]) -> dict[str, object]:
    """Each table that holds rows, with the links to its files."""
    return {
        name: {"table": table, "downloads": downloads(request, name)} if table.rows else None
        for name, table in tables.items()
    }
