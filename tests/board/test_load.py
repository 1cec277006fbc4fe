"""Loading again changes nothing, a bad row says where it stands, and what users recorded since is left alone."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from apps.board.services.load_demonstration import load_demonstration
from apps.board.services.load_report import load_report
from apps.core.errors import Refused
from apps.core.models import User
from apps.initiatives.models import Initiative, PlaceCount, PlaceTranche
from tests.board.editing import Edit, dump

pytestmark = pytest.mark.usefixtures("report")


def test_load_report_a_second_time_changes_nothing(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    before = dump()
    with django_assert_max_num_queries(90):
        counts = load_report()
    assert dump() == before
    assert all((c.new, c.changed, c.same) == (0, 0, c.read) for c in counts.values())
    assert counts["benchmark values"].read == 176


def test_load_report_command_prints_json() -> None:
    out = StringIO()
    call_command("load_report", stdout=out)
    printed = json.loads(out.getvalue())
    assert (printed["new"], printed["changed"], printed["read"]) == (0, 0, printed["same"])
    assert printed["tables"]["initiatives"]["read"] == 20


def test_load_report_changed_wording_is_taken_over(edited: Edit) -> None:
    counts = load_report(edited("initiatives.csv", "SEND Sufficiency Programme", "Sufficiency"))
    assert (counts["initiatives"].new, counts["initiatives"].changed) == (0, 1)
    assert Initiative.objects.get(slug="send-sufficiency").name == "Sufficiency"


def test_load_report_missing_file(edited: Edit) -> None:
    folder = edited("meetings.csv", "body", "body")
    (folder / "meetings.csv").unlink()
    with pytest.raises(CommandError, match=r"meetings\.csv is missing\. Put it back"):
        call_command("load_report", folder=folder)


def test_load_report_leaves_later_versions_alone() -> None:
    tranche = PlaceTranche.objects.get(financial_year=2025, status="delivered")
    later = PlaceCount.objects.create(
        tranche=tranche, version=2, places=61, recorded_at=datetime(2026, 3, 1, 9, tzinfo=UTC)
    )
    assert sum(c.new + c.changed for c in load_report().values()) == 0
    later.refresh_from_db()
    assert (later.places, later.as_reported) == (61, False)


def test_load_demonstration_makes_five_accounts_once(settings: Settings) -> None:
    settings.DEMONSTRATION, settings.DEMO_PASSWORD = True, "first words"
    load_demonstration()
    hashes = set(User.objects.values_list("password", flat=True))
    load_demonstration()
    assert set(User.objects.values_list("password", flat=True)) == hashes
    settings.DEMO_PASSWORD = "other words"
    load_demonstration()
    people = User.objects.order_by("username")
    assert [u.username for u in people] == ["admin", "adviser", "board", "finance", "manager"]
    assert all(u.is_demonstration and u.check_password("other words") for u in people)
    assert not any(u.is_staff or u.is_superuser for u in people)


def test_load_demonstration_refuses_in_a_deployment(settings: Settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(Refused, match="This is not the demonstration"):
        load_demonstration()
    assert not User.objects.exists()


def test_load_demonstration_leaves_a_stranger_of_that_name(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    User.objects.create(username="admin")
    with pytest.raises(Refused, match="already an account “admin”"):
        load_demonstration()


def test_roles_of_the_five(
    board_user: User, manager_user: User, finance_user: User, admin_user: User, adviser_user: User
) -> None:
    everybody = [board_user, manager_user, finance_user, admin_user, adviser_user]

    def may(permission: str) -> list[str]:
        return [u.username for u in everybody if u.has_perm(permission)]

    assert may("initiatives.view_initiative") == may("board.read_datafeed") == [u.username for u in everybody]
    assert may("initiatives.add_placecount") == may("deficit.start_projectionrun") == ["manager", "finance", "admin"]
    assert may("initiatives.approve_ratecard") == ["finance", "admin"]
    assert may("board.add_datatoken") == may("core.change_user") == ["admin"]
    assert may("core.view_auditentry") == ["manager", "finance", "admin", "adviser"]
    assert may("core.add_auditcheck") == ["finance", "admin"]
