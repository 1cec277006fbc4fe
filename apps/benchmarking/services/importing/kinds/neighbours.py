"""The DfE's ten statistical neighbours of each authority, by version of its model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from apps.benchmarking.models import Authority, ComparatorSet, Neighbour
from apps.benchmarking.services.importing.kinds.base import Kind, Made
from apps.benchmarking.services.importing.table import Column, FileRow
from apps.benchmarking.services.importing.targets import NEIGHBOUR

COLUMNS = (
    Column("model_version"),
    Column("la_code"),
    Column("rank", figure=True),
    Column("neighbour_la_code"),
    Column("proximity", needed=False),
)
VERSION = re.compile("20[0-9]{2}-(0[1-9]|1[0-2])")
MOST = 10


@dataclass(slots=True)
class Neighbours(Kind):
    source_id: int = 0
    _sets: dict[tuple[int, str], int] = field(default_factory=dict)
    _ranks: dict[tuple[int, str], int] = field(default_factory=dict)
    _given: dict[int, dict[int, tuple[int, FileRow]]] = field(default_factory=dict)  # set → rank → whom, where

    def rows(self, row: FileRow) -> Iterator[Made]:
        version = row.text("model_version")
        if not VERSION.fullmatch(version):
            row.refuse("model_version", "It is no month of a model. Write one such as 2025-05.")
        if not row.text("neighbour_la_code"):
            self.left_out += 1  # the file leaves a rank blank where an authority has fewer
            return
        ours, theirs, rank = self.known.authority(row, "la_code"), self._neighbour(row), row.whole("rank")
        if rank is None or not 1 <= rank <= MOST:
            row.refuse("rank", f"A rank runs from 1 to {MOST}. Check the row.")
        if ours is not None and ours == theirs:
            row.refuse("neighbour_la_code", "An authority is no neighbour of itself. Check the row.")
        if len(row.text("proximity")) > 40:
            row.refuse("proximity", "Use the model’s own word, at most 40 characters.")
        if row.sound and ours is not None and theirs is not None and rank is not None:
            self._check_rank(row, ours, version, str(rank))
            if row.sound:
                whole = self._set(ours, version)
                self._given.setdefault(whole, {})[rank] = theirs, row
                yield NEIGHBOUR, (whole, theirs), (str(rank), row.text("proximity"))

    def finish(self) -> None:
        """A rank that a stored neighbour keeps, since the file does not name it, is not given to another."""
        stored = Neighbour.objects.filter(comparator_set__in=self._given).select_related("authority")
        for kept in stored:
            given = self._given[kept.comparator_set_id]
            row = given[kept.rank][1] if kept.rank in given else None
            if row and kept.authority_id not in {authority for authority, _ in given.values()}:
                row.refuse("rank", f"{kept.authority} has it already. Leave the row out, or undo the import that did.")

    def _neighbour(self, row: FileRow) -> int | None:
        return self.known.authority(row, "neighbour_la_code")

    def _check_rank(self, row: FileRow, ours: int, version: str, rank: str) -> None:
        earlier = self._ranks.setdefault((ours, f"{version} {rank}"), row.line)
        if earlier != row.line:
            row.refuse("rank", f"Line {earlier} gives this rank already. Keep one.")

    def _set(self, ours: int, version: str) -> int:
        """The set of that model, made where it is not there."""
        if not self._sets:
            rows = ComparatorSet.objects.exclude(model_version="").values_list("authority_id", "model_version", "pk")
            self._sets = {(authority, found): pk for authority, found, pk in rows}
        key = ours, version
        if key not in self._sets:
            authority = Authority.objects.get(pk=ours)
            month = date(int(version[:4]), int(version[5:]), 1)
            self._sets[key] = ComparatorSet.objects.create(
                authority=authority,
                slug=f"statistical-neighbours-{authority.dfe_code}-{version}",
                name=f"DfE statistical neighbours, {month:%B %Y}",
                model_version=version,
                source_id=self.source_id,
                source_reference=f"Model {version}, neighbours of {authority.dfe_code}",
            ).pk
        return self._sets[key]
