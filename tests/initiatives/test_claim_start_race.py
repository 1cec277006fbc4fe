"""Twenty identical POSTs start one claim, round after round; the same key with another body gets a 409."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from apps.core.models import AuditEntry
from apps.initiatives.models import BenefitClaim
from tests.initiatives.claims.cases import agree_all
from tests.initiatives.posting import AT_ONCE, ROUNDS, Senders, Sent, senders


@pytest.fixture
def managers(reloaded_report: None) -> Iterator[Senders]:
    agree_all()
    with senders("manager") as found:
        yield found["manager"]


def start(number: int, initiative: str = "portage") -> Sent:
    return Sent("/claims/start/", {"initiative": initiative, "key": str(UUID(int=number))})


def test_identical_posts_start_one_claim_each_round(managers: Senders):
    for number in range(ROUNDS):
        answers = managers.send([start(number)] * AT_ONCE)
        assert len(set(answers)) == 1, answers
        assert answers[0][0] == 302
    assert BenefitClaim.objects.count() == ROUNDS
    assert AuditEntry.objects.filter(action="Started a claim").count() == ROUNDS


def test_the_same_key_with_another_body_is_a_conflict(managers: Senders):
    for number in range(20):
        forms = [start(number, "portage" if turn % 2 else "dingleys-promise") for turn in range(AT_ONCE)]
        statuses = sorted(status for status, _ in managers.send(forms))
        assert statuses == [302] * (AT_ONCE // 2) + [409] * (AT_ONCE // 2)
    assert BenefitClaim.objects.count() == 20
