"""Appendix 3 as the report prints it, copied from its text and not from the loaded files. £ per head; “-” is blank."""

from decimal import Decimal

LINES = (
    "place-funding", "top-up-maintained", "top-up-academies", "top-up-state",
    "top-up-independent", "targeted-mainstream", "sen-support", "hospital",
    "alternative-provision", "inclusion-support", "financial-difficulty", "pfi-bsf",
    "direct-payments", "therapies", "central-total", "high-needs-total",
)  # fmt: skip
COUNCILS = """
Large deficit | BCP | 203 191 288 479 525 7 49 1 172 17 0 0 0 11 1261 1464
No deficit | Bedford Borough | 129 116 341 457 119 36 77 15 24 17 0 0 0 9 754 883
No deficit | Southend-on-Sea | 213 27 427 454 70 0 49 2 21 91 0 0 8 10 706 919
Large deficit | Kent | 215 325 155 480 248 7 13 0 34 21 0 0 4 11 819 1034
Large deficit | Devon | 140 180 212 392 352 7 43 5 67 3 0 0 2 2 874 1014
No deficit | Milton Keynes | 184 344 201 545 113 5 33 0 0 15 0 0 0 0 712 896
Medium deficit | Bexley | 210 64 593 657 93 1 70 0 23 8 0 0 5 6 864 1074
Large deficit | West Sussex | 146 312 78 390 454 0 62 1 127 7 1 0 0 11 1053 1199
Large deficit | Norfolk | 170 208 330 538 355 0 45 0 51 47 0 0 4 10 1050 1220
No deficit | East Sussex | 162 72 207 279 227 3 63 0 15 73 0 0 6 9 676 838
No deficit | Essex | 151 90 295 385 144 0 33 0 79 33 0 0 3 12 689 840
"""
ENGLAND = """
mean | 181 225 253 478 217 6 44 5 29 20 0 1 3 7 810 991
median | 171 208 230 - 208 0 40 2 20 14 0 0 0 2 778 -
maximum | 1100 816 593 - 623 96 145 46 224 150 28 29 37 85 1298 -
minimum | 72 1 15 - 0 0 0 0 -2 0 0 0 0 0 427 -
"""
NEIGHBOURS = """
median | 170 180 288 - 227 3 49 0 34 17 0 0 3 10 819 -
maximum | 215 344 593 - 525 36 77 15 172 91 1 0 8 12 1261 -
minimum | 129 27 78 - 70 0 13 0 0 3 0 0 0 0 676 -
"""


def numbers(text: str) -> list[Decimal | None]:
    return [None if cell == "-" else Decimal(cell) for cell in text.split()]


def councils() -> dict[str, list[Decimal]]:
    """Name → the sixteen values, in the order of ``LINES``."""
    rows = [row.split(" | ") for row in COUNCILS.strip().splitlines()]
    return {name: [Decimal(cell) for cell in cells.split()] for _, name, cells in rows}


def deficits() -> dict[str, str]:
    return {name: label for label, name, _ in (row.split(" | ") for row in COUNCILS.strip().splitlines())}


def column(line: str) -> dict[str, Decimal]:
    """Name → value of one line."""
    return {name: values[LINES.index(line)] for name, values in councils().items()}


def printed(text: str) -> dict[tuple[str, str], Decimal]:
    """(line, statistic) → value, blanks left out."""
    found = {}
    for row in text.strip().splitlines():
        statistic, cells = row.split(" | ")
        found |= {(line, statistic): v for line, v in zip(LINES, numbers(cells), strict=True) if v is not None}
    return found
