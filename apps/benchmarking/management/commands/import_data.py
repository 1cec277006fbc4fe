"""Imports a national file, or checks it, and says as JSON what became of it."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.benchmarking.services.importing.run import import_file
from apps.benchmarking.services.importing.stated import OPEN_GOVERNMENT, Stated, year_of_return
from apps.benchmarking.vocabulary import ImportKind
from apps.core.models import User
from apps.core.periods import FinancialYear

REFUSED = 2


class Command(BaseCommand):
    help = (
        "Imports a file of the Department for Education, the ONS or the council, all of it or nothing. Prints JSON: "
        "read, new, changed, same, left_out, refused, errors (row, column, value, reason) and totals. Exits 0, or 2 "
        "with nothing saved."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=ImportKind.values, metavar="KIND", help=", ".join(ImportKind.values))
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="say what would happen, and save nothing")
        parser.add_argument("--as", dest="username", default="", help="the person who imports it, by sign-in name")
        parser.add_argument("--year", type=_year, help="the financial year of a table that names none: 2025-26")
        parser.add_argument("--source-title", default="")
        parser.add_argument("--publisher", default="")
        parser.add_argument("--released", type=date.fromisoformat, help="2025-06-26")
        parser.add_argument("--licence", default=OPEN_GOVERNMENT)
        parser.add_argument("--address", default="")
        parser.add_argument("--reference", default="", help="where in the source")

    def handle(self, *args: Any, **options: Any) -> None:
        by = None
        if options["username"]:
            by = User.objects.filter(username=options["username"], is_active=True).first()
            if by is None:
                raise CommandError(f"--as: nobody signs in as “{options['username']}”.", returncode=REFUSED)
            if not by.has_perm("benchmarking.add_nationalimport"):
                raise CommandError(f"--as: {by} may not import. Finance officers do.", returncode=REFUSED)
        stated = Stated(
            title=options["source_title"],
            publisher=options["publisher"],
            released=options["released"],
            licence=options["licence"],
            address=options["address"],
            reference=options["reference"],
            year=options["year"],
        )
        try:
            stream = options["file"].open("rb")
        except OSError as error:
            said = f"{options['file']}: {error.strerror}. Name a file that can be read."
            raise CommandError(said, returncode=REFUSED) from error
        with stream:
            outcome = import_file(
                kind=ImportKind(options["kind"]),
                name=options["file"].name,
                stream=stream,
                by=by,
                at=timezone.now(),
                stated=stated,
                check_only=options["check"],
            )
        self.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1))
        if not outcome.sound:
            sys.exit(REFUSED)


def _year(text: str) -> FinancialYear:
    try:
        return year_of_return(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
