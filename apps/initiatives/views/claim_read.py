"""A submitted or decided claim as everybody who may see claims reads it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.initiatives.models import BenefitClaim
from apps.initiatives.permissions import can_see_claim
from apps.initiatives.presenters import claim_read as page
from apps.initiatives.presenters.claim_decided import provenance
from apps.initiatives.presenters.claim_evidence import evidence_table
from apps.initiatives.presenters.claim_lines import frozen_lines, illustrative_words, line_table
from apps.initiatives.selectors.claim_evidence import submitted_evidence
from apps.initiatives.selectors.claim_words import all_said
from apps.initiatives.selectors.claims import ClaimDossier, claim_dossier

NO_CLAIM = 2**63 - 1
CALCULATION, AMOUNTS = "calculation", "amounts"


def found_or_404(request: HttpRequest, pk: int) -> ClaimDossier:
    """A claim that this person may not see is not there for them."""
    try:
        found = claim_dossier(min(pk, NO_CLAIM))
    except BenefitClaim.DoesNotExist as error:
        raise Http404(f"There is no claim C-{pk:04d}.") from error
    if not can_see_claim(actor(request), found.claim):
        raise Http404(f"There is no submitted claim C-{pk:04d}.")
    return found


def claim_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Called by the page of any claim, once the claim was submitted."""
    found = found_or_404(request, pk)
    context = figures(request, found)
    tables = (CALCULATION, context["calculation"]), (AMOUNTS, context["amounts"])
    if response := export_if_asked(request, *tables):
        return response
    context |= {
        "answer": page.answer(found.claim),
        "message": page.message(found),
        "actions": page.actions(found, actor(request)),
        "history": page.history_items(found),
        "tag_kind": page.tag_kind(found.claim),
    }
    return render(request, "initiatives/claim_read.html", context)


def figures(request: HttpRequest, found: ClaimDossier) -> dict[str, Any]:
    """What the claim's own page and the decision's page both show of a claim that was submitted."""
    claim = found.claim
    return {
        "claim": claim,
        **provenance(found),
        "facts": page.facts(found),
        "answers": [{"key": key, "value": value} for key, value in all_said(claim).items()],
        "calculation": line_table(frozen_lines(claim)),
        "calculation_downloads": downloads(request, CALCULATION),
        "amounts": page.amounts_table(found),
        "amounts_downloads": downloads(request, AMOUNTS),
        "illustrative": illustrative_words(claim.plan),
        "evidence": page.evidence_items(found.evidence, localdate()),
        "evidence_kept": evidence_table(
            submitted_evidence(claim), found.standing, localdate(claim.submitted_at), localdate()
        ),
        "overlaps": page.overlap_items(found.overlaps),
        "unsettled": page.unsettled_items(found.unsettled),
    }
