"""Numbers of places, written as people write them: ``all``, or ``1-46, 50``."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import short

Pair = tuple[int, int]
ALL = "all"
PART = re.compile(r"([0-9]{1,6})(?: *(?:-|–|to) *([0-9]{1,6}))?")
MOST_TEXT = 500


class RangesField(forms.CharField):
    """Ranges within 1 to ``most``, in order and apart; nothing where it is left empty."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=MOST_TEXT,
            error_messages={"max_length": f"Use {MOST_TEXT} characters at most; this has %(show_value)d."},
            **kwargs,
        )
        self.most = most
        self.widget.attrs.update({"class": "govuk-input--width-20", "autocomplete": "off"})

    def clean(self, value: Any) -> list[Pair]:
        text = str(super().clean(value)).strip()
        if text.lower() == ALL:
            return [(1, self.most)]
        pairs = [self._pair(part.strip()) for part in text.split(",")] if text else []
        for (_, last), (first, end) in zip(sorted(pairs), sorted(pairs)[1:], strict=False):
            if first <= last:
                raise ValidationError(f"“{short(value)}” names place {first} twice. Name each place once, up to {end}.")
        return sorted(pairs)

    def _pair(self, part: str) -> Pair:
        found = PART.fullmatch(part)
        if not found:
            raise ValidationError(
                f"“{short(part)}” is not a place’s number. Enter all, or numbers such as {example(self.most)}."
            )
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise ValidationError(f"“{short(part)}” runs backwards. Enter {last}-{first}.")
        if not 1 <= first <= last <= self.most:
            raise ValidationError(f"“{short(part)}” is not within the {self.most} places. Enter 1 to {self.most}.")
        return first, last


def example(most: int) -> str:
    return f"1-{most - 3}, {most}" if most > 5 else f"1-{most}"


def pairs_of(numbers: Iterable[int]) -> list[Pair]:
    """1, 2, 3, 5 → (1, 3), (5, 5)."""
    pairs: list[Pair] = []
    for n in sorted(set(numbers)):
        if pairs and pairs[-1][1] == n - 1:
            pairs[-1] = (pairs[-1][0], n)
        else:
            pairs.append((n, n))
    return pairs


def written(pairs: Iterable[Pair], most: int = 0) -> str:
    """As the field reads it; ``all`` where they are 1 to ``most``."""
    given = list(pairs)
    if given == [(1, most)]:
        return ALL
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in given)


def numbers_in(pairs: Iterable[Pair]) -> set[int]:
    return {n for a, b in pairs for n in range(a, b + 1)}
