"""One thing with two figures: in two sentences, in a sentence and a table, in two tables."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from apps.board.calculations.reconciler.figures import gap
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity, Where
from apps.board.calculations.reconciler.labels import WORDS, content
from apps.board.calculations.reconciler.sentences import AFTER, Said, Sentence

LEAST_WORDS, MOST_WORDS, SURE, MOST = 3, 10, 4, 800
YEARS = re.compile(r"20[0-9]{2}(?:[/–-][0-9]{2})?|[0-9]{2}/[0-9]{2}")
STOPS = re.compile(r"[.;:(]|,\s|\s(?:and|but|while|which|with an?|of which|compared|against|from|to)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Thing:
    """A count with the words that say of what."""

    said: Said
    sentence: Sentence
    words: frozenset[str]
    when: frozenset[str]


def repeat_findings(found: Sequence[Sentence], rows: Iterable[str], checked: Checked) -> Iterator[Finding]:
    """The same words after two different figures, of no other year and of no other subject. ``rows`` are the labels of
    the tables that hold words: what a paragraph names of them is what it is about."""
    every = (thing for sentence in found for said in sentence.figures if (thing := _thing(said, sentence)))
    things = list(islice(every, MOST))
    about = _subjects(found, rows)
    for i, first in enumerate(things):
        for second in things[i + 1 :]:
            if not _same(first, second) or _apart(about[first.sentence.where], about[second.sentence.where]):
                continue
            checked.add(Kind.REPEATS)
            if first.said.value != second.said.value and not _rounded(first.said, second.said):
                yield _finding(first, second)


def _subjects(found: Sequence[Sentence], rows: Iterable[str]) -> dict[Where, frozenset[str]]:
    """The rows that each paragraph, or the row of a cell, names."""
    texts: dict[Where, list[str]] = {}
    for sentence in found:
        texts.setdefault(sentence.where, []).append(sentence.text)
    labels = {row: content(row) for row in rows}
    return {
        where: frozenset({where.row} if where.row else _named(labels, content(" ".join(text))))
        for where, text in texts.items()
    }  # fmt: skip


def _named(labels: Mapping[str, frozenset[str]], words: frozenset[str]) -> set[str]:
    return {row for row, own in labels.items() if own and own <= words}


def _apart(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second and not first & second)


def _thing(said: Said, sentence: Sentence) -> _Thing | None:
    if said.each:
        return None
    after = STOPS.split(said.after.lstrip(), maxsplit=1)[0]
    found = AFTER.match(after)
    words = WORDS.findall(found[1])[:MOST_WORDS] if found else []
    kept = content(" ".join(words))
    return _Thing(said, sentence, kept, _when(sentence.text)) if len(kept) >= LEAST_WORDS else None


@lru_cache(maxsize=64)
def _when(text: str) -> frozenset[str]:
    """The years that a sentence names."""
    return frozenset(YEARS.findall(text))


def _same(first: _Thing, second: _Thing) -> bool:
    """Words that are the same, or that all stand in the other's too where they are many."""
    less, more = sorted((first.words, second.words), key=len)
    if less != more and not (len(less) >= SURE and less < more):
        return False
    if first.sentence is second.sentence or first.sentence.where == second.sentence.where:
        return False
    if (first.said.money, first.said.percent) != (second.said.money, second.said.percent):
        return False
    return not (first.when and second.when and first.when != second.when)


def _rounded(first: Said, second: Said) -> bool:
    """Whether one is the other, rounded."""
    return abs(first.value - second.value) <= max(first.step, second.step) / 2


def _finding(first: _Thing, second: _Thing) -> Finding:
    words = " ".join(WORDS.findall(second.said.after)[:MOST_WORDS])
    step = min(first.said.step, second.said.step)
    return Finding(
        Kind.REPEATS, second.sentence.where, second.said.text, f"{first.said.text} ({first.sentence.where})",
        gap(second.said.value - first.said.value, step),
        f"“{second.said.text} {words}” stands here, and {first.said.text} in {first.sentence.where}, in the same "
        "words. One of them is wrong, or they are not the same: say which.",
        Severity.DIFFERS,
    )  # fmt: skip
