"""The maker's forms against bad input: a thousand listed and thousands generated values, judged by another oracle.

Each refusal names its field (by where it stands), the value and what to do.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.child_keys import is_upn
from apps.initiatives.forms.amounts import AmountField, MonthField, month_after, month_before
from apps.initiatives.forms.child_list import MOST_BYTES, read_children
from apps.initiatives.forms.claim_steps import StepForm, form_of
from apps.initiatives.forms.figures import percent_field
from apps.initiatives.forms.ranges import RangesField, numbers_in, pairs_of, written
from apps.initiatives.models import BenefitClaim, EvidenceItem, OutcomeMeasure
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.workflow.steps import ClaimStep
from tests.fixtures import person, standing
from tests.initiatives.claims import judged
from tests.initiatives.claims.cases import agree_all
from tests.initiatives.claims.making import KIND, WHY, evidence, filled, quoted, started, step, tranche
from tests.initiatives.claims.sharing import upn
from tests.initiatives.pages import signed_in

IDENTIFYING = ("A123456789012", "943 476 5919", "BH1 2AB", "born 3 May 2019")
STRANGE = [
    "", " ", "0", "-1", "1", "2", "1.5", "1e9", "1e-9", "9" * 11, "9" * 40, "nan", "inf", "-inf", "None", "null",
    "true", "<script>alert(1)</script>", "'; DROP TABLE claim; --", "%", "%s", "{{ 7 }}", "\x00", "a\x00b", "é" * 170,
    "🦉", "../..", "[]", "{}", "=1+1", "@SUM(A1)", "+1", "１２", "٣", "½", "1,000", "1,00", "1 000", "0x10", "100",
    "100.0001", "100%", "£1,400", "£ 12.50", "1.999", "12.5", "1-46, 50", "46-1", "1-", "-", "1,,2", "1,1", "3-4,4-5",
    "all", "ALL ", "1 to 3", "1–3", "0-3", "September 2025", "sept 2025", "9/2025", "2025-09", "13/2025",
    "31 March 2026", "Sometime 2025", "May 1999", "May 2101", "\u200b", "\u202ehidden", "x" * 5_000, *IDENTIFYING,
]  # fmt: skip
REMEDY = re.compile(
    r"\b(Enter|Choose|Use|Take|Write|Check|Name|Change|Leave|Say|Draw|Clear|Set|Open|Fill|choose|enter|clear)\b"
)
# Django's own, and lengths, say what is wrong without repeating what may be thousands of characters.
WITHOUT_VALUE = ("Null characters are not allowed.", "characters at most; this has", "There are no words in it.")


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[int, int]]:
    """A claim of a cohort and one of places, for forms that save nothing."""
    with standing(django_db_blocker, make_claims) as claims:
        yield claims


def make_claims() -> tuple[int, int]:
    agree_all()
    manager = signed_in(Client(), person("manager"))
    evidence("portage")
    of_cohort, of_places = filled(manager), started(manager, "send-sufficiency")
    step(manager, of_places, "kind", **{**KIND, "kind": "places"})
    step(manager, of_places, "units", **{f"places_{tranche('2023-24')}": "all"})
    return of_cohort.pk, of_places.pk


@pytest.fixture
def cohort_claim(made: tuple[int, int], db: None) -> BenefitClaim:
    return with_parts([made[0]])[0]


@pytest.fixture
def places_claim(made: tuple[int, int], db: None) -> BenefitClaim:
    return with_parts([made[1]])[0]


Judge = Callable[[str], bool]
Case = tuple[ClaimStep, dict[str, Any], str, Judge]


def one_of(*choices: str) -> Judge:
    return lambda value: value in choices


def text_of_at_most(most: int) -> Judge:
    return lambda value: judged.words(value, most, IDENTIFYING)


def of_cohort() -> Iterator[Case]:
    kind = {**KIND}
    period = {"recurrence": "recurring", "first": "January 2000", "last": "December 2100"}
    came = {**period, "came_first": "January 2000", "came_last": "December 2100"}
    yield ClaimStep.KIND, kind, "title", text_of_at_most(160)
    yield ClaimStep.KIND, kind, "benefit_class", one_of("cashable", "avoidance", "non_cashable")
    yield ClaimStep.KIND, kind, "kind", one_of("children", "cohort")
    yield ClaimStep.PERIOD, period, "recurrence", one_of("recurring", "one_off")
    for name in ("first", "last"):
        yield ClaimStep.PERIOD, period, name, judged.month
        yield ClaimStep.PERIOD, came, f"came_{name}", judged.month
    new = {"cohort": "new", "new_name": "Another cohort", "new_size": "5000", "new_source": "Register", "units": "1"}
    yield ClaimStep.UNITS, new, "cohort", one_of()
    yield ClaimStep.UNITS, new, "new_name", text_of_at_most(120)
    yield ClaimStep.UNITS, new, "new_source", text_of_at_most(200)
    yield ClaimStep.UNITS, new, "units", lambda v: judged.number(v.strip(), Decimal(0), Decimal(5000), 3, 9, 2)
    mix = {"mix_specialist": "100", "actual": "mainstream_support", "deadweight": "0", "differs_because": WHY}
    yield ClaimStep.COUNTERFACTUAL, mix, "deadweight", judged.per_cent
    yield (
        ClaimStep.COUNTERFACTUAL,
        mix,
        "actual",
        one_of("inmss", "local_specialist", "mainstream_support", "specialist"),
    )
    yield ClaimStep.RATES, {"card": "1", "quoted": quoted()}, "card", one_of("1")
    yield ClaimStep.RATES, {"card": "1", "quoted": quoted()}, "quoted", one_of(quoted())
    yield ClaimStep.SHARES, {"share_portage": "100"}, "share_portage", lambda v: judged.per_cent(v, above_nought=True)
    yield ClaimStep.COST, {"amount_general-fund": "5"}, "amount_high-needs-block", judged.amount
    graded = {"measure": "none", "grade": "partial", "grade_because": WHY}
    yield ClaimStep.EVIDENCE, graded, "grade", one_of("sufficient", "partial", "insufficient")
    yield ClaimStep.EVIDENCE, graded, "grade_because", lambda v: not v.strip() or text_of_at_most(500)(v)
    yield ClaimStep.EVIDENCE, graded, "measure", one_of("none", *keys_of(OutcomeMeasure))
    yield ClaimStep.EVIDENCE, graded, "items", one_of(*keys_of(EvidenceItem))


def of_places() -> Iterator[Case]:
    pk = tranche("2023-24")
    yield ClaimStep.UNITS, {f"places_{pk}": "all"}, f"places_{pk}", lambda v: judged.places(v, 49, needed=True)
    left_out = {f"out_{pk}_0": "1-3", f"why_{pk}_0": WHY}
    yield ClaimStep.EXCLUSIONS, left_out, f"out_{pk}_0", lambda v: judged.places(v, 49, needed=True)
    yield ClaimStep.EXCLUSIONS, left_out, f"why_{pk}_0", text_of_at_most(500)
    mix = {
        "mix_inmss": "100",
        "actual": "local_specialist",
        "occupancy": "95",
        "deadweight": "0",
        "differs_because": WHY,
    }
    yield ClaimStep.COUNTERFACTUAL, mix, "occupancy", judged.per_cent


def keys_of(model: type[EvidenceItem] | type[OutcomeMeasure]) -> list[str]:
    """Of Portage, to which the claim belongs."""
    return [str(pk) for pk in model.objects.filter(initiative__slug="portage").values_list("pk", flat=True)]


def sent(claim: BenefitClaim, name: ClaimStep, fields: dict[str, Any]) -> StepForm:
    kind = form_of(claim, name)
    assert kind is not None
    return kind(claim, MultiValueDict({k: [v] for k, v in {"version": claim.version, **fields}.items()}))


def judge(claim: BenefitClaim, cases: Iterator[Case]) -> int:
    """Tries every strange value in each field; says how many were tried."""
    tried, faults = 0, []
    for name, fields, field, may in cases:
        assert sent(claim, name, fields).is_valid(), (name, fields)
        for value in STRANGE:
            form = sent(claim, name, {**fields, field: value})
            accepted = form.is_valid()
            if accepted != may(value):
                faults.append((name.value, field, value[:60], accepted, str(form.errors)[:200]))
            for sentence in form.errors.get(field, []):
                check_refusal(value, sentence)
            assert accepted or form.errors, (name, field, value)
            tried += 1
    assert faults == []
    return tried


def check_refusal(value: str, sentence: str) -> None:
    assert REMEDY.search(sentence) or sentence in WITHOUT_VALUE, sentence
    short = value.strip()[:40]
    named = "“" in sentence or not value.strip() or any(said in sentence for said in WITHOUT_VALUE)
    assert named or short in sentence or re.search(r"\d", sentence), (value, sentence)


def test_a_thousand_listed_values(cohort_claim: BenefitClaim, places_claim: BenefitClaim):
    tried = judge(cohort_claim, of_cohort()) + judge(places_claim, of_places())
    print(f"{tried} listed values")
    assert tried >= 1_000


@pytest.mark.parametrize(
    ("name", "fields", "field", "said"),
    [
        ("period", {"recurrence": "recurring", "first": "May 2026", "last": "April 2026"}, "last",
         "April 2026 is before May 2026, when it starts. Enter the same month or a later one."),
        ("period", {"recurrence": "one_off", "first": "5/2026", "last": "5/2026", "came_last": "5/2026"}, "came_first",
         "Enter both months in which children came, or neither."),
        ("units", {"cohort": "new", "units": "200", "new_name": "N", "new_size": "121", "new_source": "S"}, "units",
         "200 is more than the 121 of the cohort. Enter fewer."),
        ("units", {"cohort": "new", "units": "2"}, "new_name", "Name the new cohort."),
        ("exclusions", {}, "nothing", "Say what is left out and why, or that nothing is left out."),
        ("exclusions", {"out_0": "1", "nothing": "on"}, "why_0", "Say why they are not counted."),
        ("exclusions", {"out_0": "1", "why_0": WHY, "nothing": "on"}, "nothing", "Something is left out as well."),
        ("counterfactual", {"mix_inmss": "60", "mix_specialist": "30", "actual": "inmss", "deadweight": "0"},
         "mix_inmss", "The shares sum to 90%. Change them so that they sum to 100%."),
        ("shares", {"share_portage": "61", "share_dingleys-promise": "40"}, "share_portage",
         "The shares sum to 101%. Together they are at most 100%."),
        ("shares", {"share_dingleys-promise": "40", "share_portage": "0"}, "share_portage", "The claim is its own."),
        ("cost", {}, "no_cost_because", "Enter an amount beside who pays it, or say why it costs nothing."),
        ("cost", {"amount_general-fund": "5", "no_cost_because": WHY}, "no_cost_because", "There is a cost above."),
        ("declaration", {}, "declared", "Tick it to declare the claim."),
    ],
)  # fmt: skip
def test_answers_that_do_not_go_together(
    cohort_claim: BenefitClaim, name: str, fields: dict[str, str], field: str, said: str
):
    form = sent(cohort_claim, ClaimStep(name), fields)
    assert not form.is_valid()
    assert said in " ".join(form.errors[field])


LIKELY = st.text(alphabet="0123456789,.-–%£ to allJanuryFebSptm/", max_size=14)
ANY = st.one_of(LIKELY, st.text(max_size=20))


def accepts(field: Any, value: str) -> bool:
    try:
        field.clean(value)
    except ValidationError as error:
        for sentence in error.messages:
            check_refusal(value, sentence)
        return False
    return True


@settings(max_examples=1_500)
@given(ANY)
def test_any_months(value: str):
    expected = judged.month(value) or (not value.strip() and "\x00" not in value)
    assert accepts(MonthField(required=False), value) == expected


@settings(max_examples=1_500)
@given(ANY)
def test_any_places(value: str):
    assert accepts(RangesField(most=49), value) == judged.places(value, 49)


@settings(max_examples=1_500)
@given(ANY)
def test_any_amounts(value: str):
    assert accepts(AmountField(required=False), value) == judged.amount(value)


@settings(max_examples=1_500)
@given(ANY)
def test_any_per_cents(value: str):
    assert accepts(percent_field("Share"), value) == (judged.per_cent(value) or not value.strip())


@given(st.sets(st.integers(1, 49)))
def test_places_come_back_as_they_were_written(numbers: set[int]):
    text = written(pairs_of(numbers), 49)
    assert numbers_in(RangesField(most=49).clean(text)) == numbers


@given(st.dates().filter(lambda day: 1 < day.year < 9998))
def test_a_month_after_the_month_before_is_the_month(day):
    first = day.replace(day=1)
    assert month_after(month_before(first)) == first == month_before(month_after(first))


def listed(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


LINES = st.lists(
    st.one_of(
        st.integers(0, 30).map(lambda n: [upn(n)]),
        st.tuples(st.integers(0, 30), st.text(max_size=30)).map(lambda pair: [upn(pair[0]), pair[1]]),
        st.lists(st.text(max_size=14), min_size=1, max_size=3),
    ),
    max_size=6,
)


@settings(max_examples=1_500)
@given(LINES)
def test_any_list_of_children(rows: list[list[str]]):
    """What is accepted holds only right numbers, each once; what is refused gives nothing of the list away."""
    try:
        found = read_children(listed(rows))
    except ValidationError as error:
        (sentence,) = error.messages
        assert REMEDY.search(sentence) or "It may hold 1 to" in sentence
        assert not any(cell and len(cell) > 5 and cell in sentence for row in rows for cell in row)
        return
    assert all(map(is_upn, found.numbers))
    assert len(set(found.numbers)) == len(found.numbers)
    assert set(found.numbers) == {
        "".join(row[0].split()).upper() for row in rows if is_upn("".join(row[0].split()).upper())
    }
    assert len(found.excluded) < len(found.numbers)


@settings(max_examples=500)
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(content: bytes):
    said = ""
    try:
        read_children(content)
    except ValidationError as error:
        said = error.messages[0]
    assert not said or REMEDY.search(said) or "It may hold" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The list holds 0 children"),
        (b"\xff\xfe" + upn(1).encode("utf-16-le"), "not plain text"),
        (b"PK\x03\x04\x14\x00\xff", "not plain text"),
        (upn(1).encode() + b"\n" + upn(2).encode() + b"\nB123456789012\n", "Line 3 is not a unique pupil number"),
        (f"{upn(1)}\n\n{upn(1).lower()}".encode(), "Line 3 repeats the child of line 1"),
        (f"{upn(1)},why,more".encode(), "Line 1 has more than two columns"),
        (
            f"{upn(1)},\u200b\u200bok\n{upn(2)},born 3 May 2019".encode(),
            "Line 2: its reason has no words or could identify",
        ),
        (f"{upn(1)},{'x' * 501}".encode(), "Line 1: its reason is longer than 500"),
        (f"{upn(1)},left".encode(), "Every child of the list has a reason not to be counted"),
        (f'{upn(1)},"never closed'.encode(), "Line 1 cannot be read"),
        (b"A" * (MOST_BYTES + 1), "larger than 512 KB"),
        ("\n".join(map(upn, range(5_001))).encode(), "The list holds 5001 children"),
    ],
)
def test_a_bad_list_is_refused_by_its_line(content: bytes, said: str):
    with pytest.raises(ValidationError, match=re.escape(said)):
        read_children(content)


def test_a_list_of_the_most_children_is_read():
    found = read_children("\ufeffUnique pupil number\n".encode() + "\r\n".join(map(upn, range(5_000))).encode())
    assert len(found.numbers) == 5_000
