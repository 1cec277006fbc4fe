"""Who wrote and who finished stand as the row itself says them, whatever the statement says."""

import pytest
from django.db import IntegrityError, transaction

from apps.board.models import PaperVersion, Publication, TextAgreement
from tests.constraints.pack_rules import prepare_packs, text_not_agreed, version_not_published
from tests.fixtures import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def papers(report: None) -> None:
    prepare_packs()


def test_nobody_agrees_their_own_words_by_naming_another_writer():
    text = text_not_agreed()
    row = TextAgreement(
        text=text, written_by=person("admin"), agreed_by=text.written_by, role="x", agreed_at=text.written_at
    )
    with pytest.raises(IntegrityError, match="text_agreed_by_another"), transaction.atomic():
        row.save()
    row.agreed_by = person("finance")
    row.save()
    row.refresh_from_db()
    assert row.written_by == text.written_by


def test_nobody_publishes_what_they_finished_by_naming_another():
    version = version_not_published()
    row = Publication(
        version=version, finished_by=person("admin"), published_by=version.finished_by,
        published_at=version.finished_at, licence="OGL",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="published_by_another"), transaction.atomic():
        row.save()
    row.published_by = person("admin")
    row.save()
    row.refresh_from_db()
    assert row.finished_by == version.finished_by
    assert PaperVersion.objects.filter(publication=None).exists() is False
