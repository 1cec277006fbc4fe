"""A figure as printed: ``10,032``, ``(1.9)``, ``£-2``, ``10-``, ``10 CR``, ``564pa``, ``41.4%``, ``£38k``."""

import re
from dataclasses import dataclass
from decimal import Decimal

NOUGHTS = frozenset({"", "-", "–", "—", "−", "nil", "none", "£0", "£-", "£–"})
SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000,
          "billion": 1_000_000_000}  # fmt: skip
MARKS = r"(?:\s*(?:\*+|†|‡|§|\#|\^\w|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[(?:notes? )?\w{1,2}\]|\((?:note )?(?:[a-z]|i{1,3}|iv|v)\)))*"
BASES = {
    "a year": r"p\.?\s?a\.?|per annum|per year|a year|annually|/\s?(?:yr|year)",
    "one-off": r"one[- ]off|non[- ]recurring",
    "run-rate": r"run[- ]?rate",
    "cumulative": r"cumulative|to date",
    "full-year": r"full[- ]year",
    "part-year": r"part[- ]year",
}
_BASIS = "|".join(f"(?:{pattern})" for pattern in BASES.values())
FIGURE = re.compile(
    rf"""(?P<open>\()?\s*(?P<rough>c\.?\s?|~\s?|around\s|about\s|circa\s|approx\.?\s)?(?P<open2>\()?
    (?P<sign>[-−–+])?\s?(?P<pound>£)?\s?(?P<open3>\()?(?P<sign2>[-−–])?\s?
    (?P<whole>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?P<part>\.[0-9]+)?
    \s?(?P<scale>k|m|bn|million|thousand|billion)?\s?(?P<percent>%|per\scent)?
    \s?(?P<sign3>[-−–](?!\s*\w))?\s?(?P<close>\))?\s*\(?(?P<ledger>(?:cr|dr)\b\.?)?(?P<close3>\))?
    \s*\(?(?P<basis>{_BASIS})?\)?(?P<close2>\))?{MARKS}""".replace("\n", ""),
    re.IGNORECASE | re.VERBOSE,
)

AFTER = re.compile(r"(?<=[0-9km%)])\s?(?:[-−–]|\(?cr\.?\)?)\s*$", re.IGNORECASE)  # a minus or a credit
UNIT = re.compile(r"\(?£?\s?['’]?000s?\)?")  # a heading, no figure


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in the unit in which it is printed; ``scale`` is what its own letters say (nought: they say none),
    ``step`` one of its last printed digit."""

    value: Decimal
    step: Decimal
    scale: int = 0
    money: bool = False
    percent: bool = False
    basis: str = ""


def figure(text: str) -> Figure | None:
    """None where the whole text is not one figure."""
    text = " ".join(text.split())
    if len(text) > 40 or UNIT.fullmatch(text) or not (found := FIGURE.fullmatch(text)):
        return None
    opened = sum(bool(found[name]) for name in ("open", "open2", "open3"))
    if opened > 1 or (opened and not any(found[name] for name in ("close", "close2", "close3"))):
        return None
    part = found["part"] or ""
    value = Decimal(found["whole"].replace(",", "") + part)
    return Figure(
        value=-value if _negative(found) else value,
        step=Decimal(1).scaleb(-max(len(part) - 1, 0)),
        scale=SCALES.get((found["scale"] or "").lower(), 0),
        money=bool(found["pound"]) or bool(found["scale"]),
        percent=bool(found["percent"]),
        basis=basis_in(found["basis"] or ""),
    )


def _negative(found: re.Match[str]) -> bool:
    """A credit is negative and a debit positive, whatever else stands there; else a bracket or a minus on either side
    makes it so."""
    if ledger := (found["ledger"] or "").lower():
        return ledger.startswith("cr")
    signs = (found[name] for name in ("open", "open2", "open3", "sign2", "sign3"))
    return any(signs) or found["sign"] in ("-", "−", "–")


def basis_in(text: str) -> str:
    """The basis that words name: ``a year`` of ``564pa``; blank where they name none."""
    for basis, pattern in BASES.items():
        if re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", text, re.IGNORECASE):
            return basis
    return ""


def is_nought(text: str) -> bool:
    """Whether an empty cell, a dash or ``nil`` stands there, which counts as nothing."""
    return text.strip().lower() in NOUGHTS


def shown(value: Decimal, step: Decimal = Decimal(1)) -> str:
    """With as many decimals as ``step`` has, and more where the value needs them: ``10,032``, ``−1.9``, ``6.84``."""
    places = max(-int(step.normalize().as_tuple().exponent), 0)
    needed = max(-int(value.normalize().as_tuple().exponent), 0)
    text = f"{abs(value):,.{min(max(places, needed), places + 2)}f}"
    return f"−{text}" if value < 0 and text.strip("0.,") else text


def gap(value: Decimal, step: Decimal = Decimal(1), printed: str = "") -> str:
    """A difference, with its sign and with the pound of the printed figure: ``−£0.84m`` beside ``£6m``."""
    text = shown(abs(value), step)
    sign = "−" if value < 0 else "+" if value > 0 else ""
    letter = printed[-1:] if "£" in printed and printed[-1:] in ("m", "k") else ""
    return f"{sign}{'£' if '£' in printed else ''}{text}{letter}"


def like(printed: str, value: Decimal, step: Decimal = Decimal(1)) -> str:
    """A figure with the signs of the printed one beside which it stands: ``£705`` beside ``£706``, ``(315)`` beside
    ``(351)``, ``315-`` beside ``351-``."""
    if value < 0 and printed.strip().startswith(("(", "£(", "-(")):
        return f"({like(printed.strip(' -(').replace('£(', '£'), -value, step)})"
    if value < 0 and (after := AFTER.search(printed)):
        return like(printed[: after.start()].strip("() "), -value, step) + after[0]
    text = shown(value, step)
    if "£" in printed:
        text = f"−£{text[1:]}" if text.startswith("−") else f"£{text}"
    return f"{text}%" if "%" in printed else text
