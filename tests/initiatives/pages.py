"""What the tests of this app's pages share: a page's plain text, and its tables."""

import html
import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.models import RecomputeRequest


def text_of(response: Any) -> str:
    """The words of a page, without tags; hyphens and spaces that may not break read as plain ones."""
    page = response.content.decode()
    page = re.sub(r"<script.*?</script>", " ", page, flags=re.S)
    words = html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u2011", "-")
    return re.sub(r"\s+", " ", words)


def signed_in(client: Client, user: Any) -> Client:
    client.force_login(user)
    return client


def queries(client: Client, url: str) -> int:
    """How many queries the page takes once the session is written and its messages are read."""
    client.get(url)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
        return len(captured)


def recomputes_asked() -> list[str]:
    """What people's changes gave as cause; the load of the report asks too, and is nobody's."""
    return list(RecomputeRequest.objects.filter(requested_by__isnull=False).values_list("cause", flat=True))
