"""What a position says, and whether it ties. Pounds; deficits are positive.

Lines state what moves the deficit before transfers between blocks. A transfer moves an allocation: it lowers the gap of
the block that it goes to and raises the other's, and the total stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NOUGHT = Decimal(0)
# Schools operational guide and High needs funding operational guide (DfE): with its schools forum's agreement an
# authority may move up to 0.5% of its Schools Block; more than that needs the Secretary of State.
SCHOOLS_FORUM_LIMIT = Decimal("0.005")
SCHOOLS, HIGH_NEEDS, IN_YEAR_GAP = "schools", "high_needs", "in_year_gap"


@dataclass(frozen=True, slots=True)
class LineContent:
    """One movement; what adds to the deficit is positive. ``block`` and ``kind`` are codes of the vocabulary."""

    label: str
    short_label: str
    block: str
    kind: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BlockContent:
    """Allocation before transfers, spending, and accumulated deficit at the closing of one block, where known."""

    block: str
    allocation: Decimal | None = None
    spend: Decimal | None = None
    balance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TransferContent:
    from_block: str
    to_block: str
    amount: Decimal
    agreed_by: str
    reference: str


@dataclass(frozen=True, slots=True)
class PositionContent:
    """Everything that a draft says and a form may change."""

    opening: Decimal
    opening_label: str
    closing: Decimal
    closing_label: str
    source_reference: str
    lines: tuple[LineContent, ...] = ()
    blocks: tuple[BlockContent, ...] = ()
    transfers: tuple[TransferContent, ...] = ()
    stated_on: date | None = None

    @property
    def reached(self) -> Decimal:
        """Opening plus lines."""
        return self.opening + sum((line.amount for line in self.lines), NOUGHT)

    def block(self, code: str) -> BlockContent:
        return next((b for b in self.blocks if b.block == code), BlockContent(code))


def net_transfers(transfers: Iterable[TransferContent]) -> dict[str, Decimal]:
    """By block what came in less what went out; it sums to nought."""
    net: dict[str, Decimal] = {}
    for t in transfers:
        net[t.from_block] = net.get(t.from_block, NOUGHT) - t.amount
        net[t.to_block] = net.get(t.to_block, NOUGHT) + t.amount
    return net


def lines_difference(content: PositionContent) -> Decimal:
    """Closing as stated less opening and lines."""
    return content.closing - content.reached


def blocks_difference(content: PositionContent, blocks: Iterable[str]) -> Decimal | None:
    """Closing as stated less the blocks' balances; None where the balance of any block is not entered."""
    balances = [content.block(code).balance for code in blocks]
    known = [balance for balance in balances if balance is not None]
    return content.closing - sum(known, NOUGHT) if len(known) == len(balances) else None


def high_needs_difference(content: PositionContent) -> Decimal | None:
    """High Needs spending less allocation, less the lines of the in-year gap; None where either is not entered. Both
    sides are before transfers."""
    own = content.block(HIGH_NEEDS)
    if own.spend is None or own.allocation is None:
        return None
    gap = sum((line.amount for line in content.lines if line.kind == IN_YEAR_GAP), NOUGHT)
    return own.spend - own.allocation - gap


@dataclass(frozen=True, slots=True)
class SchoolsTransfer:
    """What leaves the Schools Block in the year. ``share`` of its allocation (0.005 is 0.5%), None where the allocation
    is not entered. ``above`` where the share passes what a schools forum may agree."""

    amount: Decimal
    share: Decimal | None

    @property
    def above(self) -> bool:
        return self.share is not None and self.share > SCHOOLS_FORUM_LIMIT


def schools_transfer(content: PositionContent) -> SchoolsTransfer:
    amount = sum((t.amount for t in content.transfers if t.from_block == SCHOOLS), NOUGHT)
    allocation = content.block(SCHOOLS).allocation
    return SchoolsTransfer(amount, amount / allocation if allocation else None)
