"""``manage.py verify_audit``: is the trail as it was written? Exits 1 where it is not."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core.errors import Refused
from apps.core.models import AuditEntry, Change
from apps.core.services.verify_audit import verify_audit
from apps.core.trail.heads import current_head


class Command(BaseCommand):
    help = "Verifies every seal, audit entry and tracked row, and compares with the heads kept outside the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", default="", help="a head printed before, as number:hash:mark")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verified = verify_audit(by=None, at=timezone.now(), head=options["head"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        check = verified.check
        self.stdout.write(
            f"{check.seals} seals over {AuditEntry.objects.count()} audit entries and {Change.objects.count()} "
            f"changes, {verified.heads} heads outside the database, in {check.seconds} s."
        )
        for fault in verified.faults:
            self.stdout.write(f"  {fault}")
        if verified.faults:
            raise CommandError(f"{len(verified.faults)} faults. Keep the database as it is and say so.", returncode=1)
        self.stdout.write(f"No fault. Head {current_head() or 'none: nothing is sealed yet'}")
