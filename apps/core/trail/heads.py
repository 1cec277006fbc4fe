"""The chain's head outside the database: numbers and hashes under a key that the database does not hold.

Whoever may rewrite the whole database could cut the chain's end or forge a new one; a head that was written down before
shows it. One line of JSON for each, in ``audit-heads.jsonl`` in the data folder, and the same in the log.
"""

import hashlib
import hmac
import json
import logging
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from apps.core.errors import Refused
from apps.core.trail.faults import Fault

logger = logging.getLogger("audit")


@dataclass(frozen=True, slots=True)
class Head:
    number: int
    hash: str

    @property
    def mark(self) -> str:
        """HMAC-SHA256 under ``AUDIT_KEY``."""
        told = f"{self.number}:{self.hash}".encode()
        return hmac.new(settings.AUDIT_KEY.encode(), told, hashlib.sha256).hexdigest()

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}:{self.mark}"


def parse(text: str) -> Head:
    """From ``number:hash:mark``. Raises ``Refused`` where it is no head or was not written under this key."""
    number, _, rest = text.strip().partition(":")
    digest, _, mark = rest.partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise Refused(f"“{text[:80]}” is no head. Give it as verify_audit printed it: number:hash:mark.")
    head = Head(int(number), digest)
    if not hmac.compare_digest(head.mark, mark):
        raise Refused(f"The head {number} was not written under this AUDIT_KEY, or was changed since.")
    return head


def heads_file() -> Path:
    return Path(settings.DATA_DIR) / "audit-heads.jsonl"


def known_heads() -> tuple[list[Head], int]:
    """Heads written down, oldest first; and how many lines are not ours or were changed."""
    heads, spoilt = [], 0
    if heads_file().exists():
        for line in heads_file().read_text().splitlines():
            try:
                heads.append(parse(json.loads(line)["head"]))
            except (Refused, ValueError, KeyError, TypeError):
                spoilt += 1
    return heads, spoilt


def current_head() -> Head | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, hash FROM core_seal ORDER BY number DESC LIMIT 1")
        found = cursor.fetchone()
    return Head(*found) if found else None


def write_head() -> Head | None:
    """Writes the head down where it moved since the last. Called by beat and by each verification without a fault."""
    head = current_head()
    if head is None or head in known_heads()[0]:
        return head
    heads_file().parent.mkdir(parents=True, exist_ok=True)
    with heads_file().open("a") as file:
        file.write(json.dumps({"head": str(head)}) + "\n")
    logger.info("Audit head %s", head)
    return head


def head_faults(heads: list[Head]) -> list[Fault]:
    """Where the chain does not hold a head that was written down."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, hash FROM core_seal WHERE number = ANY(%s)", [[h.number for h in heads]])
        stored = dict(cursor.fetchall())
    found = []
    for head in heads:
        if head.number not in stored:
            found.append(Fault("core_seal", head.number, "the seal was written down outside and is not there."))
        elif stored[head.number] != head.hash:
            found.append(Fault("core_seal", head.number, "the seal is not the one that was written down outside."))
    return found
