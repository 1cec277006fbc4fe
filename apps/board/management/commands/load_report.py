"""``manage.py load_report``: the report's figures into the database; again, nothing changes."""

import dataclasses
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.board.services.load_report import REPORT, load_report
from apps.core.errors import Refused
from apps.core.loading import Counts
from apps.core.roles import sync_roles


class Command(BaseCommand):
    help = "Loads the council's report from its readable files and prints, as JSON, the rows read, new, changed, same."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=REPORT, help="The report's folder.")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            sync_roles()
            counts = load_report(options["folder"])
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_json(counts))


def as_json(counts: dict[str, Counts]) -> str:
    tables = {name: dataclasses.asdict(c) for name, c in counts.items()}
    totals = {key: sum(t[key] for t in tables.values()) for key in ("read", "new", "changed", "same")}
    return orjson.dumps({**totals, "tables": tables}, option=orjson.OPT_INDENT_2).decode()
