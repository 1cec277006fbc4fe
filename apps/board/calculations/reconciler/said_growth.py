"""Growth that one sentence says whole: “from 3,276 to 3,559, an increase of 8.6%”, “£31.2m at March 2024 and £44.0m at
March 2025, an increase of £12.8m”, “3,559, up from 3,276, …”, “rose by 8.6% from 3,276 to 3,559”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.reconciler.figures import gap, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity
from apps.board.calculations.reconciler.sentences import Said, Sentence

MOVED = r"(?:increas|decreas|r[io]se|risen|fall|fell|gr[eo]w|reduc|dropp?|up\b|down\b|higher|lower)[a-z]*"
GREW = re.compile(r"\b(?:increase|decrease|rise|fall|growth|reduction) of\s*$", re.IGNORECASE)
BY = re.compile(rf"\b(?:{MOVED}|went (?:up|down))(?: again| further)? by\s*$", re.IGNORECASE)
FROM, TO = re.compile(r"\bfrom\s*$", re.IGNORECASE), re.compile(r"\bto\s*$", re.IGNORECASE)
UP_FROM = re.compile(
    r"\b(?:up|down|higher than|lower than|increased|decreased|risen|fallen|grown)(?: from)?\s*$", re.IGNORECASE
)
DATED = re.compile(r"^\s*(?:at|in|on|by|for)\s[^,.;£]{0,20}20[0-9]{2}", re.IGNORECASE)
BRACKET = re.compile(rf"\(\s*(?P<says>[-−+]|(?:an? )?{MOVED}(?: of| by)?)?\s*$", re.IGNORECASE)
OF_ONE = re.compile(r"(?:^|[,;:])\s*(?:out of|of|within|against)\b[^,;:]*$", re.IGNORECASE)
ON = re.compile(r"on|from", re.IGNORECASE)
SHARE = re.compile(
    r"\b(?:shares?|proportion|rates?|within|met|filled|occup[a-z]*|of (?:all|those|which|whom|pupils))\b", re.IGNORECASE
)
NEAR, NEAR_BARE = Decimal("0.1"), Decimal("0.05")  # how far a growth may be out that might be of something else
HUNDRED, SMALL = Decimal(100), 26  # smaller figures may be ages


BARE = " Nothing says that the figure in brackets is the growth; a reader would take it so."


@dataclass(frozen=True, slots=True)
class _Grown:
    """``said``: words or a sign say that ``grown`` is the growth; else it stands in brackets, and might be a share."""

    first: Said
    last: Said
    grown: Said
    said: bool = True


def said_growth(found: Sequence[Sentence], checked: Checked) -> Iterator[Finding]:
    for sentence in found:
        figures = [said for said in sentence.figures if not said.each]
        one = _grown(*figures) if len(figures) == 3 else None
        if one and _one_kind(one) and (one.said or _taken_so(sentence, one)):
            checked.add(Kind.SHARES if one.grown.percent else Kind.SUMS)
            yield from _growth(sentence, one)


def _taken_so(sentence: Sentence, one: _Grown) -> bool:
    """Whether a bare share in brackets is taken for the growth: it is near it, and no words speak of a share."""
    return not SHARE.search(sentence.text) and _near(one.first, one.last, one.grown, NEAR_BARE)


def _one_kind(one: _Grown) -> bool:
    first, last, grown = one.first, one.last, one.grown
    if first.percent or last.percent or first.money is not last.money or not first.value:
        return False
    return grown.percent or (grown.money is last.money and one.said)


def _grown(one: Said, two: Said, three: Said) -> _Grown | None:
    """Which of three figures the growth is, and from which to which it goes."""
    if BY.search(one.before) or GREW.search(one.before):
        ages = not three.money and three.value < SMALL
        return _Grown(two, three, one) if _from_to(two, three) and (not ages or _near(two, three, one, NEAR)) else None
    if BY.search(two.before) and TO.fullmatch(_between(two, three).strip()) and not OF_ONE.search(one.before):
        return _moved(one, three, two)
    if GREW.search(two.before) and ON.fullmatch(_between(two, three).strip()) and not OF_ONE.search(one.before):
        return _moved(three, one, two)
    said, bracket = GREW.search(three.before), _bracket(three)
    if not said and not bracket:
        return None
    if _from_to(one, two) or (said and DATED.search(one.after) and DATED.search(two.after)):
        return _Grown(one, two, three, bool(said or (bracket and bracket["says"])))
    if UP_FROM.search(FROM.sub("", two.before)) and not FROM.search(one.before):
        return _Grown(two, one, three, bool(said or (bracket and bracket["says"])))
    return None


def _bracket(said: Said) -> re.Match[str] | None:
    return BRACKET.search(said.before) if re.match(r"\s*\)", said.after) else None


def _from_to(first: Said, last: Said) -> bool:
    return bool(FROM.search(first.before)) and bool(TO.search(last.before))


def _between(first: Said, second: Said) -> str:
    return first.after[: max(second.start - first.start - len(first.text), 0)]


def _moved(first: Said, last: Said, grown: Said) -> _Grown | None:
    """“£113.3m … rises by £70.3m to £184.6m”, where that comes near: the first might be of something else."""
    return _Grown(first, last, grown) if _near(first, last, grown, NEAR) else None


def _near(first: Said, last: Said, grown: Said, share: Decimal) -> bool:
    by = first.value * grown.value / HUNDRED if grown.percent else grown.value
    return min(abs(first.value + by - last.value), abs(first.value - by - last.value)) <= last.value * share


def _growth(sentence: Sentence, one: _Grown) -> Iterator[Finding]:
    first, last, grown = one.first, one.last, one.grown
    off = abs(last.value - first.value)
    follows = off / first.value * HUNDRED if grown.percent else off
    room = grown.step * Decimal("0.51") if grown.percent else (first.step + last.step + grown.step) / 2
    if abs(grown.value - follows) <= room:
        return
    scale = grown.step if grown.step > 1 else Decimal(1)
    text = f"{shown(round(follows, 2), grown.step)}%" if grown.percent else _pounds(follows, grown)
    yield Finding(
        Kind.SHARES if grown.percent else Kind.SUMS, sentence.where, grown.text, text,
        gap(round((grown.value - follows) / scale, 2) * scale, grown.step, "£" if grown.money else ""),
        f"{grown.text} is said, and from {first.text} to {last.text} it is {text}.{'' if one.said else BARE}",
        Severity.DIFFERS if one.said else Severity.QUESTION,
    )  # fmt: skip


def _pounds(value: Decimal, like: Said) -> str:
    """In millions or thousands where the printed figure is."""
    letter, unit = next(
        ((letter, unit) for letter, unit in (("m", 1_000_000), ("k", 1_000)) if like.text.lower().endswith(letter)),
        ("", 1),
    )
    text = shown(value / unit, like.step / unit)
    return f"£{text}{letter}" if like.money else text
