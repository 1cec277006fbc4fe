"""Adds a person with a role. The password is asked for, never given on the command line."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from apps.core.errors import Refused
from apps.core.roles import ROLES
from apps.core.services.people import add_person


class Command(BaseCommand):
    help = "Adds a person with one role or more. Asks for the password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="shown on the pages")
        parser.add_argument("--email", default="")
        parser.add_argument("--role", action="append", required=True, choices=sorted(ROLES))

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("The same again: "):
            raise CommandError("The two passwords differ. Start again; nobody was added.")
        try:
            person = add_person(
                username=options["username"],
                name=options["name"],
                email=options["email"],
                roles=tuple(options["role"]),
                password=password,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person.username} was added: {', '.join(options['role'])}.")
