"""A correction notice states no number that is neither the paper's nor that of the version which it corrects."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.board.calculations.paper.document import Paragraph, Run, Section
from apps.board.calculations.paper.numbers import written_numbers
from apps.board.calculations.paper.stored import paper_of
from apps.board.content.drafted import drafted
from apps.board.content.notice import refusals_of_notice
from apps.board.models import PaperVersion, Publication
from apps.board.services.papers import finish_paper
from apps.core.errors import Refused
from tests.board.paper.january import january_published
from tests.fixtures import person, standing
from tests.initiatives.pages import signed_in, text_of


@pytest.fixture(scope="module")
def january(django_db_setup: None, django_db_blocker: Any) -> Iterator[Publication]:
    with standing(django_db_blocker, lambda: january_published(files=False)) as made:
        yield made


def finish(january: Publication, notice: str) -> PaperVersion:
    return finish_paper(
        paper=january.version.paper, read_versions=1, notice=notice, by=person("finance"), at=timezone.now()
    )


@pytest.mark.parametrize(
    ("notice", "number"),
    [
        ("Table 1 named the wrong amount. It is £999 million.", "£999 million"),
        ("It should have said 9,876 places.", "9,876"),
        ("The share is nine in ten of the places.", "nine in ten"),
    ],
)
def test_a_notice_with_an_unknown_number_is_refused(january: Publication, db: None, notice: str, number: str) -> None:
    with pytest.raises(Refused, match=f"What this version corrects: “{number}” is no figure of the pack, nor of the"):
        finish(january, notice)


def test_a_notice_may_name_what_the_earlier_version_says(january: Publication, db: None) -> None:
    paper = paper_of(january.version.content)
    printed = max(
        row.cells[n].value or Decimal(0)
        for table in paper.tables() for row in table.rows
        for n, heading in enumerate(table.headings) if heading.unit == "£m"
    )  # fmt: skip
    quoted = [figure for text in january.version.paper.texts.all() for figure, _ in text.quoted]
    said = [w.text for figure in quoted for w in written_numbers(figure)]
    assert said
    notice = f"On 27 January 2026 version 1 said £{printed}m in Table 4, and {said[0]}, and not what was meant."
    assert finish(january, notice).notice == notice


def test_a_number_that_only_the_earlier_version_printed_may_be_named(january: Publication, db: None) -> None:
    found = drafted(january.version.paper)
    assert found.pack
    assert found.paper
    assert found.disclosed
    wrong = replace(
        found.paper,
        sections=(*found.paper.sections, Section("x", "x", "", (Paragraph((Run("It is £987.6 million."),)),))),
    )
    notice = "The background said £987.6 million, which was an error of writing."
    assert refusals_of_notice(notice, found.pack, found.paper, found.paper, found.disclosed)
    assert not refusals_of_notice(notice, found.pack, found.paper, wrong, found.disclosed)


def test_the_form_says_so_and_keeps_what_was_typed(january: Publication, db: None) -> None:
    client, address = signed_in(Client(), person("finance")), f"/board/papers/{january.version.paper.slug}/finish/"
    form = client.get(address).context["form"]
    notice = "The amount was wrong. It is £999 million."
    sent = {"version": "1", "content": form["content"].value(), "notice": notice}
    response = client.post(address, sent)
    assert response.status_code == 422
    assert "“£999 million” is no figure of the pack" in text_of(response)
    assert response.context["form"]["notice"].value() == notice
    assert january.version.paper.versions.count() == 1
