"""Strange values, some of them posted to each form in one field after the other: every answer was meant."""

from collections import Counter
from datetime import timedelta
from itertools import cycle
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from apps.initiatives.models import BenefitClaim, OutcomeMeasure
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, decide, submitted
from tests.initiatives.claims.making import COHORT, KIND, MIX, PERIOD, WHY, started
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.pages import signed_in
from tests.initiatives.strange import STRANGE
from tests.often import often

STEP = 15 // often(5)  # a third of them, or a fifteenth
DAYS = {"first_day": "1/9/2025", "last_day": "30/9/2025"}


@pytest.fixture
def forms(report: None) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Who sends it, where, and answers that would do."""
    agree_all()
    manager = signed_in(Client(), person("manager"))
    draft, waiting = started(manager), submitted("dingleys-promise")
    decide(approved := children_claim("portage", [1]))
    measure = str(OutcomeMeasure.objects.filter(initiative__slug="portage").values_list("pk", flat=True)[0])
    open_ = f"/claims/{draft.pk}/step"
    expires = (timezone.localdate() + timedelta(days=90)).isoformat()
    return {
        "kind": ("manager", f"{open_}/kind/", KIND),
        "period": ("manager", f"{open_}/period/", PERIOD),
        "units": ("manager", f"{open_}/units/", COHORT),
        "counterfactual": ("manager", f"{open_}/counterfactual/", MIX),
        "shares": ("manager", f"{open_}/shares/", {"share_portage": "100"}),
        "cost": ("manager", f"{open_}/cost/", {"amount_general-fund": "5", "no_cost_because": ""}),
        "start": ("manager", "/claims/start/", {"initiative": "portage", "key": str(UUID(int=1))}),
        "withdraw": ("manager", f"/claims/{draft.pk}/withdraw/", {"reason": WHY}),
        "submit": ("manager", f"/claims/{draft.pk}/submit/", {}),
        "supersede": ("manager", f"/claims/{approved.pk}/supersede/", {"key": str(UUID(int=2))}),
        "decide": ("finance", f"/claims/{waiting.pk}/decide/", {
            "decision": "approve_less", "amount": "1", "reason": WHY}),
        "noting": ("finance", f"/claims/{approved.pk}/noting/", {"meeting_date": "9/3/2026", "reference": "Item 7"}),
        "log": ("manager", "/initiatives/portage/outcomes/log/", {"measure": measure, "value": "4", "n": "", "note": "",
                                                                 "source": "Tracker", **DAYS}),
        "measure": ("manager", "/initiatives/portage/outcomes/measure/", {
            "name": "A", "unit": "children", "better": "higher"}),
        "evidence": ("manager", "/initiatives/portage/evidence/add/", {
            "title": "Return", "kind": "link", "address": "https://example.org/", "source": "Team", "n": "",
            "expires_on": expires, "replaces": "", **DAYS}),
        "plan": ("manager", "/initiatives/oap-toolkit/plan/draft/", {
            "baseline": "", "occupancy": "100", "deadweight": "0", "owner": "", "review_date": "", "number": "1"}),
        "overlap": ("finance", "/overlaps/portage/dingleys-promise/", {"outcome": "one_claim", "reason": WHY}),
        "public": ("finance", "/claims/public/mark/", {"figure": "", "source_reference": "Table 1", "reason": WHY}),
        "rates": ("manager", "/rate-card/draft/", {"source_reference": "Table 2", "reason": WHY}),
        "mail": ("manager", "/preferences/", {"submitted": "now"}),
        "demand": ("manager", "/places/demand/add/", {
            "financial_year": "2027-28", "phase": "primary", "need": "", "low": "1", "central": "2", "high": "3",
            "source_reference": "Team", "reason": ""}),
        "confirm": ("manager", "/outcomes/upload/confirm/", {"checked": ""}),
    }  # fmt: skip


def test_every_strange_value_is_answered_in_every_form(forms: dict[str, tuple[str, str, dict[str, str]]]):
    """The test client raises what a view raises. The fields of a form take turns."""
    clients = {who: signed_in(Client(), person(who)) for who in ("manager", "finance")}
    answers: Counter[int] = Counter()
    for turn, (name, (who, path, sound)) in enumerate(forms.items()):
        for field, value in zip(cycle([*sound, "version"]), STRANGE[turn % STEP :: STEP], strict=False):
            draft = BenefitClaim.objects.filter(pk=int(path.split("/")[2])).first() if "/step/" in path else None
            fields = {"version": str(draft.version if draft else 1), **sound, field: value}
            answers[answer := clients[who].post(path, fields).status_code] += 1
            assert answer in (302, 403, 409, 422), (name, field, value)
    print(f"{sum(answers.values())} strange posts to {len(forms)} forms: {dict(answers)}")
    assert sum(answers.values()) >= 1_200 / STEP
    assert answers[422] >= 600 / STEP
