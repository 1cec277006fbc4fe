"""The demonstration's accounts, one for each role. A deployment has none of them."""

from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from apps.core.errors import Refused
from apps.core.models import User
from apps.core.roles import ADMINISTRATOR, BOARD_MEMBER, DFE_ADVISER, FINANCE_OFFICER, SEND_MANAGER, sync_roles


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    shown_as: str
    roles: tuple[str, ...]

    @property
    def email(self) -> str:
        """Of a domain that is nobody's (RFC 2606)."""
        return f"{self.username}@example.org"


ACCOUNTS = (
    Account("board", "Board member", (BOARD_MEMBER,)),
    Account("manager", "SEND manager", (SEND_MANAGER,)),
    Account("finance", "Finance officer", (FINANCE_OFFICER,)),
    # Also the demonstration's second finance officer: a rate card that ``finance`` drafts, another approves.
    Account("admin", "Administrator", (ADMINISTRATOR, FINANCE_OFFICER)),
    Account("adviser", "DfE adviser", (DFE_ADVISER,)),
)


@transaction.atomic
def sync_demonstration_accounts(*, password: str) -> list[User]:
    """Adds what is missing and puts roles and password right; equal ones are left alone."""
    stored = {u.username: u for u in User.objects.filter(username__in=[a.username for a in ACCOUNTS])}
    encoded = _encoded([u.password for u in stored.values()], password)
    groups = {g.name: g for g in Group.objects.all()}
    people = []
    for account in ACCOUNTS:
        person = stored.get(account.username) or User(username=account.username, is_demonstration=True)
        if not person.is_demonstration:
            raise Refused(
                f"There is already an account “{account.username}” that the demonstration did not make. "
                "Rename it, or use another database for the demonstration."
            )
        wanted = {"first_name": account.shown_as, "email": account.email, "password": encoded, "is_active": True}
        if any(getattr(person, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(person, name, value)
            person.save()
        person.groups.set([groups[role] for role in account.roles])
        people.append(person)
    return people


def _encoded(stored: list[str], password: str) -> str:
    """One hash for all five accounts, since checking each would take a second at every start."""
    shared = set(stored)
    if len(shared) == 1 and check_password(password, encoded := shared.pop()):
        return encoded
    return make_password(password)


@transaction.atomic
def add_person(*, username: str, name: str, email: str, roles: tuple[str, ...], password: str) -> User:
    """A person with these roles. Raises ``Refused`` for a name in use, ``ValidationError`` for a weak password."""
    if User.objects.filter(username=username).exists():
        raise Refused(f"There is already an account “{username}”. Choose another user name.")
    sync_roles()
    person = User(username=username, first_name=name, email=email)
    validate_password(password, person)
    person.set_password(password)
    person.full_clean()
    person.save()
    person.groups.set(Group.objects.filter(name__in=roles))
    return person
