"""R8: the forms of packs and papers, generated as in ``tests.initiatives.test_generated_forms``."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.board.calculations.paper.blocks import BY_SLUG
from apps.board.calculations.paper.checked import HiddenFigure
from apps.board.calculations.paper.spelt import VALUES
from apps.board.forms.packs import FreezeForm, RestatementForm
from apps.board.forms.papers import AgreeForm, FinishForm, ShowForm, TemplateForm, TextForm
from tests.initiatives.claims.making import WHY
from tests.initiatives.strange import STRANGE, value
from tests.initiatives.test_generated_forms import EACH, SEED, Fields, attack, says_what_to_do, sent

HIDDEN = [HiddenFigure("a|b:2", "Children remaining", "2"), HiddenFigure("c", "Portage, £000", "94")]


def forms_of_packs() -> Iterator[tuple[str, forms.Form, Fields]]:
    yield "freeze", FreezeForm(0), {"version": "0"}
    yield "freeze anew", FreezeForm(1), {"version": "1", "reason": WHY}
    figure = {
        "label": "Children remaining",
        "was": "2 children",
        "now_is": "8 children",
        "reason": WHY,
        "source_reference": "Table 1",
    }
    restate = RestatementForm()
    del restate.fields["form_key"]  # hidden, and a changed one is as good as a new one
    yield "restate", restate, figure
    for block in ("subject", "legal", "recommendations"):
        words = {"words": "There are none.", "quoted": "", "role": "Report author", "version": "1"}
        yield f"text {block}", TextForm(BY_SLUG[block], None), words
    yield "show", ShowForm(HIDDEN), {"figure": "a|b:2|2", "role": "Finance officer", "reason": WHY}
    yield "finish", FinishForm(0, "0" * 64), {"version": "0", "content": "0" * 64}
    yield "finish again", FinishForm(1, "0" * 64), {"version": "1", "content": "0" * 64, "notice": WHY}


def test_generated_forms_of_packs_and_papers() -> None:
    chance, counts, names = random.Random(SEED), Counter[str](), []  # noqa: S311 - the same forms every time
    for name, form, sound in forms_of_packs():
        names.append(name)
        counts += attack(name, form, sound, chance)
    print(f"{sum(counts.values())} generated forms of {len(names)} kinds: {dict(counts)}")
    assert len(names) == 9
    assert min(counts.values()) > EACH


@pytest.mark.parametrize("seed", range(4))
def test_generated_quotations_are_pairs_of_a_figure_and_a_source(seed: int) -> None:
    chance, form, counts = random.Random(seed), TextForm(BY_SLUG["legal"], None), Counter[bool]()  # noqa: S311
    for _ in range(1_000):
        lines = [f"{value(chance, '46.4%')}{chance.choice((';', '; ', '', ','))}{value(chance, 'SEN2 2025')}"
                 for _ in range(chance.choice((1, 1, 2, 3)))]  # fmt: skip
        quoted = chance.choice(("\n", "\r\n", "\n\n")).join(lines)
        filled = sent(form, {"words": "x", "role": "Author", "version": "0", "quoted": quoted})
        counts[filled.is_valid()] += 1
        if filled.is_valid():
            for figure, source in filled.cleaned_data["quoted"]:
                assert figure.strip() == figure != ""
                assert source.strip() == source != ""
                assert any(c.isnumeric() for c in figure) or {*figure.lower().split()} & {*VALUES}, figure
        else:
            assert says_what_to_do(filled), (quoted, filled.errors)
    assert min(counts[True], counts[False]) > 50


def test_generated_choices_of_texts_to_agree() -> None:
    chance, choices = random.Random(SEED), [("legal:1", "Legal"), ("risk:12", "Risk")]  # noqa: S311
    taken = 0
    for _ in range(1_300):
        texts = [chance.choice(("legal:1", "risk:12", value(chance, "legal:1"))) for _ in range(chance.randrange(4))]
        form = AgreeForm(choices, {"texts": texts, "role": chance.choice(("Finance officer", value(chance, "x")))})
        if form.is_valid():
            taken += 1
            assert set(texts) <= {"legal:1", "risk:12"}
            assert set(form.read()) <= {("legal", 1), ("risk", 12)}
        else:
            assert says_what_to_do(form), (texts, form.errors)
    assert taken > 30


@pytest.mark.parametrize(
    "name", ["x.docx", "x.dotx", "x.exe", "../x.docx", "x\x00.docx", "a" * 400 + ".docx", "é.docx"]
)
def test_generated_templates(name: str) -> None:
    """The file itself is opened by the service: the form asks for its name, its size and why."""
    chance = random.Random(SEED)  # noqa: S311
    for _ in range(100):
        file = SimpleUploadedFile(name, chance.randbytes(chance.randrange(60)))
        form = TemplateForm({"reason": chance.choice((WHY, *STRANGE[:40]))}, {"word": file})
        if not form.is_valid():
            assert says_what_to_do(form), form.errors
