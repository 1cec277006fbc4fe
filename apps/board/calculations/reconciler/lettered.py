"""Sums that labels spell out with letters: “A”, “B”, “A + B”, “C = A − B”."""

import re
from collections.abc import Sequence

TAG = re.compile(r"^\(?([A-H])\)?(?=[\s.:)=]|$)|\(([A-H])\)\s*$")
FORMULA = re.compile(r"(?<![A-Za-z])([A-H](?:\s?[+−–-]\s?[A-H])+)(?![A-Za-z])")
TERM = re.compile(r"([+−–-]?)\s?([A-H])")


def lettered(labels: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    """For each label with such a sum, the parts as (label's number, sign); none where a letter stands nowhere."""
    tags: dict[str, int] = {}
    for number, label in enumerate(labels):
        found = TAG.search(label)
        if found and not FORMULA.match(label):
            tags.setdefault(found[1] or found[2], number)
    sums = {}
    for number, label in enumerate(labels):
        formula = FORMULA.search(label)
        terms = TERM.findall(formula[1]) if formula else []
        if terms and all(tags.get(letter, number) != number for _, letter in terms):
            sums[number] = [(tags[letter], 1 if sign in ("", "+") else -1) for sign, letter in terms]
    return sums
