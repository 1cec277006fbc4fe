"""What is found when a paper is checked before it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a publication holds under disclosure control: ``shown`` as printed, by cell; ``exact`` of all, by cell."""

    shown: tuple[tuple[str, str], ...]
    exact: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HiddenFigure:
    """A figure that the paper hides: ``value`` as it would be printed, for a person who may decide to show it."""

    cell: str
    label: str
    value: str


class Lack(StrEnum):
    """What a paper lacks, in the order in which it is put right."""

    PACK = "pack"
    TABLES = "tables"
    WORDS = "words"
    PLACE = "place"
    AGREEMENT = "agreement"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the paper cannot be finished: in which block, what to do, and what it lacks."""

    block: str
    sentence: str
    lacks: Lack
