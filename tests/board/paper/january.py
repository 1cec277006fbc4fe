"""The January meeting's pack and paper, as the demonstration makes them."""

from django.utils import timezone

from apps.board.models import Publication
from apps.board.services.demonstration_paper import freeze_january, publish_january
from tests.deficit.published import publish_a_run
from tests.fixtures import person


def january_published() -> Publication:
    publish_a_run()
    people = {name: person(name) for name in ("manager", "finance", "admin")}
    freeze_january(by=people["finance"], at=timezone.now())
    made = publish_january(people=people, at=timezone.now())
    assert made is not None
    return made
