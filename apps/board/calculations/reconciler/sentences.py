"""Sentences of paragraphs and of cells that hold words, and the figures in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.reconciler.figures import SCALES
from apps.board.calculations.reconciler.finding import Where
from apps.board.calculations.reconciler.given import GivenText
from apps.board.calculations.reconciler.labels import stem
from apps.board.calculations.reconciler.table import Table

NUMBERS = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
ENDS = re.compile(r"(?<=[.;!?])\s+(?=[A-Z•£])|[\n•▪●]+|\s[–-]\s(?=[A-Z])|^\s*[-*]\s+|,\s*$")
NOT_PROSE = re.compile(
    r"\b(?:table|appendix|para(?:graph)?s?|section|year|years|page|phase|stage|aged?|kloe|block|version)\s+[0-9]+(?:\.[0-9]+)*"
    r"|\b(?:19|20)[0-9]{2}\s?[/–-]\s?(?:20)?[0-9]{2}\b|\b[0-9]{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
    r"nov|dec)[a-z]*(?:\s+20[0-9]{2})?\b|\b[0-9]+[–-][0-9]+\b|\b(?:19|20)[0-9]{2}\b|\b[0-9]{2}/[0-9]{2}\b"
    r"|^\s*[0-9]+(?:\.[0-9]+)+\b|"
    r"\b[a-z]+-?[0-9]+\b|\b[0-9]+(?:st|nd|rd|th)\b", re.IGNORECASE,
)  # fmt: skip
SAID = re.compile(
    r"(?P<rough>(?:around|about|approximately|approx\.?|circa|c\.|some|nearly|region of|just under|just over|over|"
    r"up to|at least|more than|~)\s*)?(?P<pound>£)?\s?(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?"
    r"(?:\s?(?P<scale>k|m|bn)\b|\s(?P<scale2>million|thousand|billion)\b)?(?:\s?(?P<percent>%|per cent\b|percent\b))?",
    re.IGNORECASE,
)
WORD_NUMBER = re.compile(rf"\b(?P<whole>{'|'.join(NUMBERS)})\b(?=\s+[a-z])", re.IGNORECASE)
EACH = re.compile(r"\b(?:each|every)\s+([a-z-]+(?: [a-z-]+){0,2})\b[^.;£0-9]{0,60}$", re.IGNORECASE)
PER = re.compile(r"^\)?\s*(?:per|a|an|for each|for every|each|/)\s+([a-z-]+(?: [a-z-]+){0,2})", re.IGNORECASE)
LONGEST, AROUND = 2_000, 160  # characters of a sentence, and of what is kept on either side of a figure
THINGS = {
    stem(word): word
    for word in ("place", "child", "pupil", "plan", "ehcp", "placement", "referral", "session", "assessment", "learner",
                 "transition", "school", "post", "case", "tribunal", "visit")
}  # fmt: skip
AFTER = re.compile(r"[\s)]*([A-Za-z/’'&,\s-]*)")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure in a sentence. ``value`` is in pounds where it is money; ``step`` one of its last printed digit in the
    same unit; ``after`` the words that follow, ``before`` those that come before."""

    text: str
    value: Decimal
    step: Decimal
    money: bool
    percent: bool
    rough: bool
    before: str
    after: str
    start: int

    @property
    def each(self) -> str:
        """What one amount is for: ``place`` of “£38k per specialist place”; blank where it is for none."""
        found = [PER.match(self.after), EACH.search(self.before)] if self.money else []
        words = [stem(word) for match in found if match for word in match[1].split()]
        return next((THINGS[word] for word in words if word in THINGS), "")

    @property
    def things(self) -> str:
        """What is counted: ``place`` of “180 places”."""
        if self.money or self.percent:
            return ""
        found = AFTER.match(self.after)
        words = [stem(word) for word in re.findall("[A-Za-z]+", found[1])] if found else []
        return next((THINGS[word] for word in words[:5] if word in THINGS), "")


@dataclass(frozen=True, slots=True)
class Sentence:
    where: Where
    text: str
    figures: tuple[Said, ...]


def sentences(tables: Iterable[Table], texts: Iterable[GivenText]) -> list[Sentence]:
    """Of the paragraphs, then of the tables' cells."""
    found = [one for given in texts for one in _of(Where(given.where), given.text)]
    for table in tables:
        for r, row in enumerate(table.cells):
            for c, cell in enumerate(row):
                if cell.unknown and len(cell.text) > 12:
                    found += _of(table.where(r, c), cell.text)
    return found


def _of(where: Where, text: str) -> Iterator[Sentence]:
    for part in ENDS.split(text):
        whole = (part or "").strip()
        for start in range(0, len(whole), LONGEST):
            piece = whole[start : start + LONGEST]
            yield Sentence(where, piece, tuple(figures_in(piece)))


def figures_in(text: str) -> Iterator[Said]:
    """Every figure but dates, years and numbers of paragraphs, in order."""
    masked = NOT_PROSE.sub(lambda found: "_" * len(found[0]), text)
    found = [(match, _said(match, text)) for match in SAID.finditer(masked) if _stands_alone(match, masked)]
    found += [(match, _worded(match, text)) for match in WORD_NUMBER.finditer(masked)]
    yield from (said for match, said in sorted(found, key=lambda one: one[0].start()))


def _stands_alone(match: re.Match[str], text: str) -> bool:
    before, after = text[: match.start("whole")][-1:], text[match.end() :][:1]
    return not (before.isalnum() or (before and before in "_./-") or after == "_" or after.isalnum())


def _said(match: re.Match[str], text: str) -> Said:
    part = match["part"] or ""
    scale = SCALES.get((match["scale"] or match["scale2"] or "").lower(), 1)
    value = Decimal(match["whole"].replace(",", "") + part)
    step = Decimal(1).scaleb(-max(len(part) - 1, 0))
    if match["rough"] and not part and scale == 1 and value:
        step = Decimal(1).scaleb(
            len(match["whole"].replace(",", "")) - len(match["whole"].replace(",", "").rstrip("0"))
        )
    start, end = match.start("pound") if match["pound"] else match.start("whole"), match.end()
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return Said(
        text[start : match.end()].strip(), value * scale, step * scale, bool(match["pound"]) or scale > 1,
        bool(match["percent"]), bool(match["rough"]), before, after, start,
    )  # fmt: skip


def _worded(match: re.Match[str], text: str) -> Said:
    value, start, end = Decimal(NUMBERS[match["whole"].lower()]), match.start(), match.end()
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return Said(text[start:end], value, Decimal(1), False, False, False, before, after, start)
