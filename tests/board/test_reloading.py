"""The report is there for transactional tests too, one after another."""

import pytest

from apps.core.models import User
from apps.initiatives.models import Initiative
from tests.fixtures import person


@pytest.mark.parametrize("turn", ["first", "after the tables were emptied"])
def test_reloaded_report(reloaded_report: None, turn: str) -> None:
    assert Initiative.objects.count() == 20
    assert person("finance").has_perm("initiatives.approve_ratecard")


def test_board_user_in_a_transactional_test(transactional_db: None, board_user: User) -> None:
    assert board_user.has_perm("initiatives.view_initiative")
    assert Initiative.objects.exists()
