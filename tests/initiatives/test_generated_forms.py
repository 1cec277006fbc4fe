"""Forty thousand generated forms: none fails, none takes what its fields may not hold, each refusal says what to do.

Each starts from answers that are taken, of which one to all are replaced. Which values a field may hold is judged in
another way than the form judges it (``claims/judged.py``); what goes with what is asked of what was taken.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from apps.core.forms import MailForm
from apps.initiatives.forms.claim_decision import ClaimDecisionForm, NotingForm, SupersedeForm
from apps.initiatives.forms.claim_start import StartForm, SubmitForm, WithdrawForm
from apps.initiatives.forms.claim_steps import form_of
from apps.initiatives.forms.demand import AgreeDemandForm, DemandForm
from apps.initiatives.forms.evidence import EvidenceForm
from apps.initiatives.forms.occupancy import CorrectionForm, OccupancyForm
from apps.initiatives.forms.outcomes import MeasureForm, ReadingForm, RestateForm
from apps.initiatives.forms.overlaps import SettleForm
from apps.initiatives.forms.places import ExclusionForm, PlaceCountForm
from apps.initiatives.forms.plans import AgreeForm, PlanForm
from apps.initiatives.forms.public_copy import AlreadyPublicForm
from apps.initiatives.forms.quarters import CloseQuarterForm
from apps.initiatives.forms.rates import DecisionForm, RateDraftForm
from apps.initiatives.forms.schemes import SchemeChangeForm, SchemeForm
from apps.initiatives.models import BenefitClaim, OutcomeMeasure
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.selectors.overlap_register import overlap_line
from apps.initiatives.selectors.quarters import QuarterOn
from apps.initiatives.selectors.rates import rate_sheet
from apps.initiatives.workflow.steps import ClaimStep
from tests.fixtures import person
from tests.initiatives.claims import judged
from tests.initiatives.claims.cases import agree_all, submitted
from tests.initiatives.claims.making import KIND, WHY, evidence, filled, started, step, steps_of_a_cohort_claim, tranche
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.pages import signed_in
from tests.initiatives.strange import IDENTIFYING, REMEDY, WITHOUT_VALUE, value
from tests.often import often

EACH, SEED = often(1_300), 20260127
Fields = dict[str, str]
DAY = "31 March 2090"


@pytest.fixture
def manager(client: Client, report: None) -> Client:
    agree_all()
    return signed_in(client, person("manager"))


def steps_of(claim: BenefitClaim, answers: dict[str, dict[str, Any]]) -> Iterator[tuple[str, forms.Form, Fields]]:
    for name, fields in answers.items():
        made = form_of(claim, ClaimStep(name))
        assert made is not None
        yield f"{claim.kind} {name}", made(claim), texts({"version": claim.version, **fields})


def texts(fields: dict[str, Any]) -> Fields:
    return {name: str(one) for name, one in fields.items()}


def step_forms(client: Client) -> Iterator[tuple[str, forms.Form, Fields]]:
    evidence("portage")
    yield from steps_of(with_parts([filled(client).pk])[0], steps_of_a_cohort_claim())
    claim, pk = started(client, "send-sufficiency"), tranche("2023-24")
    step(client, claim, "kind", **{**KIND, "kind": "places"})
    step(client, claim, "units", **{f"places_{pk}": "all"})
    answers = {
        "units": {f"places_{pk}": "all"},
        "exclusions": {f"out_{pk}_0": "1-3", f"why_{pk}_0": WHY},
        "counterfactual": {"mix_inmss": "100", "actual": "local_specialist", "occupancy": "95", "deadweight": "0",
                           "differs_because": WHY},
    }  # fmt: skip
    yield from steps_of(with_parts([claim.pk])[0], answers)
    children = with_parts([children_claim("portage", [1], submit=False).pk])[0]
    yield from steps_of(children, {"units": {}, "exclusions": {"nothing": "on"}})


def other_forms() -> Iterator[tuple[str, forms.Form, Fields]]:
    claim, reason = submitted("dingleys-promise"), {"reason": WHY, "version": "1"}
    yield "decide", ClaimDecisionForm(claim), {"decision": "return", "amount": "", "grade": "", **reason}
    lower = {"decision": "approve_less", "amount": "250,000", "grade": "insufficient", **reason}
    yield "decide lower", ClaimDecisionForm(claim), lower
    met = {"meeting_date": "9 March 2026", "reference": "Minutes of 9 March 2026, item 7"}
    yield "noting", NotingForm(date(2026, 2, 10), date(2026, 4, 1)), met
    yield "supersede", SupersedeForm(True), {"key": str(UUID(int=7)), "restatement_reason": WHY}
    yield "start", StartForm([("portage", "Portage")]), {"key": str(UUID(int=7)), "initiative": "portage"}
    yield "submit", SubmitForm(), {"version": "3"}
    yield "withdraw", WithdrawForm(), reason
    measures = list(OutcomeMeasure.objects.filter(initiative__slug="portage"))
    pk = measures[0].pk
    plan = {
        "baseline": "12 schools used it.", "actual": "mainstream_support", "mix_inmss": "60", "mix_no_cost": "40%",
        "occupancy_low": "90", "occupancy": "95", "occupancy_high": "100", "deadweight_low": "0", "deadweight": "25",
        "deadweight_high": "64", "values_state": "illustrative", "values_source": "Survey", f"measure_{pk}": "on",
        f"target_{pk}": "60 schools", "owner": "Head of SEND", "review_date": DAY, "number": "2", **reason,
    }  # fmt: skip
    yield "plan", PlanForm(measures, 2), plan
    yield "agree", AgreeForm(), {**reason, "number": "1"}
    reading = {"value": "41.4", "n": "135", "source": "Case system", "note": "", "at_least": "on"}
    days = {"first_day": "1 September 2025", "last_day": "30 September 2025"}
    yield "reading", ReadingForm(measures), {"measure": str(pk), **reading, **days, "is_baseline": "on"}
    yield "restate", RestateForm(), {**reading, "reason": WHY}
    yield "measure", MeasureForm(), {"name": "Children reached", "unit": "children", "better": "higher"}
    link = {"title": "Occupancy", "kind": "link", "address": "https://www.gov.uk/", "source": "Team", "n": "264",
            **days, "expires_on": DAY, "replaces": ""}  # fmt: skip
    yield "evidence", EvidenceForm([]), link
    quarter = cast(QuarterOn, SimpleNamespace(missing=[SimpleNamespace(measure=measures[0])]))
    yield "close", CloseQuarterForm(quarter, 2), {"note": WHY, "without": "on", "missing": str(pk), "waiting": "2"}
    line = overlap_line("portage", "dingleys-promise")
    assert line is not None
    yield "overlap", SettleForm(line), {"outcome": "one_claim", "reason": WHY, "version": "0"}
    public = {"figure": "9:amount:1", "source_reference": "Cabinet report, Table 1", "reason": WHY}
    yield "public mark", AlreadyPublicForm([("9:amount:1", "£1")]), public
    draft = RateDraftForm(rate_sheet())
    yield "rates", draft, {f"rate_{k.value}": "65,000" for k in draft.kinds} | {"source_reference": "Table 2", **reason}
    yield "rate decision", DecisionForm("approve"), {"reason": WHY}
    yield "place count", PlaceCountForm(), {"places": "140", "opening_month": "9", **reason}
    needed = {"financial_year": "2027/28", "phase": "secondary", "need": "asd", "low": "120", "central": "150",
              "high": "1,200", "source_reference": "SCAP forecast, July 2026"}  # fmt: skip
    yield "demand", DemandForm(), {**needed, **reason}
    yield "demand agreed", AgreeDemandForm(), {"reason": WHY}
    yield "place exclusion", ExclusionForm(), {"places": "31", **reason}
    yield from forms_of_schemes()
    mail = MailForm()
    yield "mail", mail, {name: str(field.choices[0][0]) for name, field in mail.fields.items()}  # type: ignore[attr-defined]  # choices


def forms_of_schemes() -> Iterator[tuple[str, forms.Form, Fields]]:
    content = {
        "provision": "satellite", "phase": "primary", "need": "asd", "places": "12", "status": "open",
        "commissioned_date": "2 September 2024", "opening_date": "6 January 2025", "closing_date": "",
        "capital_cost": "600,000", "capital_source": "capital", "commissioning_round": "Round 1",
        "source_reference": "Cabinet, 3 March 2024", "counting": "part",
    }  # fmt: skip
    named = {"initiative": "portage", "name": "North", "setting": "North School", "key": str(UUID(int=7))}
    yield "scheme", SchemeForm([("portage", "Portage")]), {**content, **named}
    why = {"reason": WHY, "version": "1"}
    yield "scheme change", SchemeChangeForm(), {**content, **named, **why}
    counted = {"places": "12", "filled": "9", "origin_inmss": "4", "origin_not_known": "2"}
    yield "occupancy", OccupancyForm(), {"census_date": "2 October 2025", **counted}
    yield "occupancy correction", CorrectionForm(initial={"census_date": date(2025, 10, 2)}), {**counted, **why}


def sent(form: forms.Form, fields: Fields, file: bytes | None = None) -> forms.Form:
    """The same form filled in anew: what it read from the database is read once."""
    form.is_bound, form.data, form._errors = True, MultiValueDict({k: [v] for k, v in fields.items()}), None
    files = [name for name, field in form.fields.items() if isinstance(field, forms.FileField)]
    given = [] if file is None else [SimpleUploadedFile("sent.csv", file)]
    form.files = MultiValueDict({name: given for name in files if given})
    return form


def changed(chance: random.Random, form: forms.Form, sound: Fields) -> Fields:
    """One to all of the answers replaced, taken away, or exchanged."""
    fields, names = dict(sound), list(form.fields)
    for name in chance.sample(names, chance.choice((1, 1, 1, 2, 3, len(names)) if len(names) > 3 else (1, len(names)))):
        match chance.randrange(12):
            case 0:
                fields.pop(name, None)
            case 1:
                fields[name] = fields.get(chance.choice(names), "")
            case _:
                fields[name] = value(chance, sound.get(name, ""))
    return fields


def taken_rightly(form: forms.Form, fields: Fields) -> list[str]:
    """Names of fields that were taken, and hold what they may not."""
    wrong = [
        name for name, field in form.fields.items()
        if not (isinstance(field, forms.FileField) or field.disabled)
        and not judged.may(field, fields.get(name, ""), IDENTIFYING)
    ]  # fmt: skip
    mix = [v for name, v in form.cleaned_data.items() if name.startswith("mix_") and v]
    shares = [v for name, v in form.cleaned_data.items() if name.startswith("share_") and v]
    if (mix and sum(mix) != 100) or sum(shares, Decimal(0)) > 100:
        wrong.append("shares")
    if form.cleaned_data.get("filled", 0) > form.cleaned_data.get("places", 0):
        wrong.append("filled")
    if "capital_cost" in form.fields and (form.cleaned_data["capital_cost"] is None) == bool(
        form.cleaned_data["capital_source"]
    ):
        wrong.append("capital_cost")
    periods = (("first", "last"), ("came_first", "came_last"), ("first_day", "last_day"))
    for first, last in (*periods, ("low", "central"), ("central", "high")):
        start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
        if start and end and end < start:
            wrong.append(last)
    return wrong


def says_what_to_do(form: forms.Form) -> bool:
    said = [str(sentence) for sentences in form.errors.values() for sentence in sentences]
    known = all(name in form.fields for name in form.errors if name != "__all__")
    return bool(said) and known and all(REMEDY.search(s) or any(w in s for w in WITHOUT_VALUE) for s in said)


def attack(name: str, form: forms.Form, sound: Fields, chance: random.Random) -> Counter[str]:
    assert sent(form, sound).is_valid(), (name, form.errors)
    counts: Counter[str] = Counter()
    for _ in range(EACH):
        fields = changed(chance, form, sound)
        file = chance.randbytes(chance.randrange(40)) if chance.random() < 0.5 else None
        accepted = sent(form, fields, file).is_valid()
        counts["taken" if accepted else "refused"] += 1
        if accepted:
            assert taken_rightly(form, fields) == [], (name, fields)
        else:
            assert says_what_to_do(form), (name, fields, form.errors)
    return counts


Forms = Callable[[Client], Iterator[tuple[str, forms.Form, Fields]]]


def test_forty_thousand_generated_forms(manager: Client):
    chance, counts = random.Random(SEED), Counter[str]()  # noqa: S311 - the same forms every time
    names = []
    for name, form, sound in (*step_forms(manager), *other_forms()):
        names.append(name)
        counts += attack(name, form, sound, chance)
    print(f"{sum(counts.values())} generated forms of {len(names)} kinds: {dict(counts)}")
    assert len(names) >= 34
    assert sum(counts.values()) >= 30 * EACH
    assert min(counts.values()) >= 3 * EACH
