from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.core.models import User
from apps.core.roles import FINANCE_OFFICER

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch):
    def answer(*passwords):
        answers = iter(passwords)
        monkeypatch.setattr("getpass.getpass", lambda _: next(answers))

    return answer


def add(name="a.name"):
    call_command("add_person", name, "--role", FINANCE_OFFICER, stdout=StringIO())


def test_add_person_gives_the_role_and_no_more(typed):
    typed("a long pass phrase", "a long pass phrase")
    add()
    person = User.objects.get(username="a.name")
    assert person.has_perm("initiatives.approve_ratecard")
    assert not any((person.is_staff, person.is_superuser, person.is_demonstration))


@pytest.mark.parametrize(
    ("passwords", "sentence"),
    [(("one", "two"), "passwords differ"), (("short", "short"), "at least 12 characters")],
)
def test_add_person_refuses_in_words(typed, passwords, sentence):
    typed(*passwords)
    with pytest.raises(CommandError, match=sentence):
        add()
    assert not User.objects.filter(username="a.name").exists()


def test_add_person_refuses_a_name_in_use(typed):
    typed(*["a long pass phrase"] * 4)
    add()
    with pytest.raises(CommandError, match="already an account"):
        add()
