"""Writes the states of a claim as a diagram, or checks that the written one is today's."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.initiatives.workflow.claims import WHOSE_TURN, ClaimStatus, diagram

PAGE = Path("docs/claim-states.md")
HEAD = """# The states of a claim

Drawn from `apps/initiatives/workflow/claims.py` by `manage.py claim_states`; `make check` compares the two. The
database keeps the same moves.
"""


def page() -> str:
    turns = "\n".join(f"| {status.label} | {WHOSE_TURN[status]} |" for status in ClaimStatus)
    return f"{HEAD}\n```mermaid\n{diagram()}```\n\n| State | Whose turn |\n|---|---|\n{turns}\n"


class Command(BaseCommand):
    help = "Writes docs/claim-states.md from the table of a claim's states; --check compares instead."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail where the page is not today's")
        parser.add_argument("--path", type=Path, default=settings.BASE_DIR / PAGE, help="the page to write or compare")

    def handle(self, *args: Any, check: bool = False, path: Path, **options: Any) -> None:
        if not check:
            path.write_text(page(), encoding="utf-8")
            self.stdout.write(f"{path.name} is written.")
            return
        if not path.exists() or path.read_text(encoding="utf-8") != page():
            raise CommandError(f"{PAGE} is not what the code says. Run manage.py claim_states.")
        self.stdout.write(f"{path.name} is what the code says.")
