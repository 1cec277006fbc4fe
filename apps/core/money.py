"""Money: ``Decimal`` pounds, one rounding (half up) at display only, and amounts that know what they measure.

Deficits are positive numbers. The sign shown is the true minus sign (U+2212).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from apps.core.vocabulary import Basis, BenefitClass, Block

MINUS = "−"
MILLION = Decimal(1_000_000)
THOUSAND = Decimal(1_000)


class MixedAmounts(TypeError):
    """Two amounts that answer different questions were about to be added."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Pounds, with what they measure. Amounts of another basis, class, block or price base cannot be added."""

    value: Decimal
    basis: Basis
    benefit_class: BenefitClass
    block: Block
    price_base: str = ""

    def __add__(self, other: "Amount") -> "Amount":
        for name in ("basis", "benefit_class", "block", "price_base"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                raise MixedAmounts(
                    f"{name.replace('_', ' ')}: {_named(mine)} cannot be added to {_named(theirs)}. "
                    "Show the two amounts side by side instead."
                )
        return replace(self, value=self.value + other.value)

    def __mul__(self, factor: Decimal | int) -> "Amount":
        return replace(self, value=self.value * factor)


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of at least one amount, refusing mixed ones."""
    first, *rest = amounts
    for amount in rest:
        first = first + amount
    return first


def round_half_up(value: Decimal | int, places: int = 0) -> Decimal:
    """The one rounding: 0.5 goes away from zero."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number(value: Decimal | int, places: int = 0) -> str:
    """``-1234.5`` → ``−1,235``."""
    rounded = round_half_up(value, places)
    text = f"{abs(rounded):,.{places}f}"
    return f"{MINUS}{text}" if rounded < 0 else text


def pounds(value: Decimal | int, places: int = 0) -> str:
    """£ exact to the pound: ``£1,234,567``."""
    return _with_pound(number(value, places))


def thousands(value: Decimal | int, places: int = 0) -> str:
    """£000 without the sign of the pound, for columns headed £000: ``10,032``."""
    return number(Decimal(value) / THOUSAND, places)


def in_thousands(value: Decimal | int, places: int = 0) -> str:
    """``£10,032k``, where no heading gives the unit."""
    return f"{_with_pound(thousands(value, places))}k"


def millions(value: Decimal | int, places: int = 1) -> str:
    """``£183.6m``."""
    return f"{_with_pound(number(Decimal(value) / MILLION, places))}m"


def in_words(value: Decimal | int, places: int = 1) -> str:
    """``£183.6 million``, for sentences."""
    return f"{_with_pound(number(Decimal(value) / MILLION, places))} million"


def signed(text: str) -> str:
    """Puts a plus before what is neither negative nor nought: ``+£70.3m``."""
    nought = not any(c in "123456789" for c in text)
    return text if nought or text.startswith(MINUS) else f"+{text}"


def _with_pound(text: str) -> str:
    return f"{MINUS}£{text[1:]}" if text.startswith(MINUS) else f"£{text}"


def _named(value: object) -> str:
    return str(getattr(value, "label", value)) or "none"
