"""Nobody approves a position that they prepared or edited: by page, POST, service, model and SQL."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.core.errors import NotAllowed, Refused
from apps.deficit.models import Position, PositionContributor
from apps.deficit.selectors.position_content import content_of
from tests.deficit.position_pages import ROOT, as_person, decide
from tests.deficit.positions_made import CONTENT, SEEN, WHY, begun, decided, draft_with_parts, saved
from tests.fixtures import person

pytestmark = pytest.mark.django_db
RULE = "position_approved_by_another"


@pytest.fixture
def ready(report: None):
    """Prepared by ``finance``, edited by ``admin``: neither may approve."""
    made = saved(begun(), CONTENT, by="admin")
    return decided(made, "ready", "finance")


@pytest.mark.parametrize("name", ["finance", "admin"])
def test_the_page_offers_no_approval_and_a_post_is_refused(ready, name: str):
    client = as_person(name)
    kinds = [form.kind for form in client.get(f"{ROOT}{ready.pk}/").context["decision_forms"]]
    assert "approve" not in kinds
    answer = decide(client, ready, "approve", differences_seen=SEEN)
    assert answer.status_code == 403
    assert "You prepared or edited" in answer.content.decode()
    ready.refresh_from_db()
    assert ready.status == "ready"


@pytest.mark.parametrize("name", ["finance", "admin", "manager"])
def test_the_service_refuses(ready, name: str):
    with pytest.raises(NotAllowed):
        decided(ready, "approve", name, differences_seen=SEEN)


@pytest.mark.parametrize("name", ["finance", "admin"])
def test_model_and_sql_are_refused_by_the_database(ready, name: str):
    ready.status, ready.approved_by, ready.approved_at = "approved", person(name), timezone.now()
    ready.differences_seen = SEEN
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        ready.save()
    assert refused.value.__cause__.diag.constraint_name == RULE
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE deficit_position SET status = 'approved', approved_by_id = %s, approved_at = now(),"
            " differences_seen = 'x' WHERE id = %s", [person(name).pk, ready.pk],
        )  # fmt: skip
    assert refused.value.__cause__.diag.constraint_name == RULE


def test_an_editor_is_kept_even_where_the_edit_was_undone(ready):
    assert {c.person.username for c in PositionContributor.objects.filter(position=ready)} == {"finance", "admin"}
    decided(ready, "return", "admin", reason="Enter the blocks too, please.")
    saved(ready, begun_content(), by="finance")
    decided(ready, "ready", "finance")
    with pytest.raises(NotAllowed):
        decided(ready, "approve", "admin", differences_seen=SEEN)


def begun_content():
    from dataclasses import replace

    return replace(CONTENT, lines=CONTENT.lines[:1])


def test_what_was_approved_as_tying_is_not_published_when_it_ties_no_more(report):
    """The year before is corrected after the approval, so the opening no longer continues it."""
    content = replace(CONTENT, opening=Decimal(279_300_000), closing=Decimal(380_000_000), blocks=(), transfers=())
    ready = draft_with_parts(content=content)
    decided(ready, "ready", "finance")
    decided(ready, "approve", "admin")
    source = Position.objects.get(reporting_point="outlook")
    corrected = begun(2026, source.reporting_point, copy=source, reason=WHY, content=content_of(source))
    saved(corrected, replace(content_of(corrected), closing=Decimal(279_400_000)))
    decided(corrected, "ready", "finance")
    decided(corrected, "approve", "admin", differences_seen=SEEN)
    decided(corrected, "publish", "finance")
    with pytest.raises(Refused, match="approved as tying and does so no more"):
        decided(ready, "publish", "finance")
    ready.refresh_from_db()
    assert ready.status == "approved"
