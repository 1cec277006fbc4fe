"""The council's list of authorities: DfE code, ONS code, name, region; and codes and authorities of earlier years.

Authorities and areas only grow: figures rest on them, so undoing this import takes nothing away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from apps.benchmarking.models import Area, Authority
from apps.benchmarking.services.importing.kinds.base import Kind, Made
from apps.benchmarking.services.importing.table import Column, FileRow
from apps.benchmarking.vocabulary import AreaLevel

COLUMNS = (
    Column("dfe_code", ("old_la_code", "la_code")),
    Column("ons_code", ("new_la_code",)),
    Column("name", ("la_name",)),
    Column("region_code"),
    Column("region", ("region_name",)),
    Column("newest", needed=False),
    Column("ended_on", needed=False),
)
ENGLAND = "E92000001"
DFE, ONS, REGION = re.compile("[0-9]{3}"), re.compile("E[0-9]{8}"), re.compile("E12[0-9]{6}")


@dataclass(slots=True)
class Authorities(Kind):
    """Counts what it makes itself: ``made`` and ``same``."""

    made: int = 0
    renewed: int = 0
    same: int = 0

    def rows(self, row: FileRow) -> Iterator[Made]:
        for name, shape, says in (
            ("dfe_code", DFE, "a DfE code of three digits, such as 839"),
            ("ons_code", ONS, "an ONS code such as E06000058"),
            ("region_code", REGION, "a region’s ONS code such as E12000009"),
        ):
            if not shape.fullmatch(row.text(name)):
                row.refuse(name, f"Write {says}.")
        for name in ("name", "region"):
            if not 0 < len(row.text(name)) <= 40 + 40 * (name == "name"):
                row.refuse(name, "Write a name that is not longer than the list’s own.")
        ended = self._day(row)
        if row.sound:
            self._check_code(row)
        if row.sound:
            self._keep(row, ended)
        yield from ()

    def _check_code(self, row: FileRow) -> None:
        """An ONS code is one authority's, and no region's."""
        ons, dfe = row.text("ons_code"), row.text("dfe_code")
        other = Authority.objects.filter(ons_code=ons).exclude(dfe_code=dfe).first()
        area = Area.objects.filter(ons_code=ons).exclude(authority__dfe_code=dfe).first()
        if other or area:
            row.refuse("ons_code", f"{other or area} has this code. Check the row.")
        if Area.objects.filter(ons_code=row.text("region_code")).exclude(level=AreaLevel.REGIONAL).exists():
            row.refuse("region_code", "It is the code of another level than a region. Check the row.")

    def _day(self, row: FileRow) -> date | None:
        text = row.text("ended_on")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            row.refuse("ended_on", "It is no date. Write one such as 2023-04-01.")
            return None

    def _keep(self, row: FileRow, ended: date | None) -> None:
        newest = row.text("newest").casefold() in ("yes", "true", "1")
        authority, new = Authority.objects.get_or_create(
            dfe_code=row.text("dfe_code"),
            defaults={
                "ons_code": row.text("ons_code"), "name": row.text("name"), "region": row.text("region"),
                "ended_on": ended,
            },
        )  # fmt: skip
        if newest and (authority.ons_code, authority.ended_on) != (row.text("ons_code"), ended):
            authority.ons_code, authority.ended_on = row.text("ons_code"), ended
            authority.save(update_fields=["ons_code", "ended_on"])
            self.renewed += 1
        _, area_new = Area.objects.get_or_create(
            ons_code=row.text("ons_code"),
            defaults={"level": AreaLevel.AUTHORITY, "name": row.text("name"), "authority": authority},
        )
        for code, level, name in (
            (row.text("region_code"), AreaLevel.REGIONAL, row.text("region")),
            (ENGLAND, AreaLevel.NATIONAL, "England"),
        ):
            if code not in self.known.areas:
                area, _ = Area.objects.get_or_create(ons_code=code, defaults={"level": level, "name": name})
                self.known.areas[code] = area.pk
        self.made += new or area_new
        self.same += not (new or area_new)
