"""The check lines of a position: what should equal what, and by how much it does not."""

from dataclasses import dataclass
from decimal import Decimal

from apps.core.money import number, signed
from apps.deficit.calculations.position_differences import money
from apps.deficit.calculations.positions import (
    PositionContent,
    blocks_difference,
    high_needs_difference,
    lines_difference,
    schools_transfer,
)
from apps.deficit.models import Position
from apps.deficit.selectors.position_content import Before, before, content_of
from apps.deficit.vocabulary import DSG_BLOCKS, TransferAgreement

GUIDE = "Schools operational guide and High needs funding operational guide, Department for Education"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """``difference`` in pounds: nought where it ties, None where it cannot be checked. ``flag``: a rule, not a sum."""

    text: str
    difference: Decimal | None
    flag: bool = False

    @property
    def ties(self) -> bool:
        return self.difference == 0 and not self.flag


def check_lines(content: PositionContent, last: Before | None) -> list[CheckLine]:
    found = [_lines(content), _opening(content, last), _blocks(content), _high_needs(content)]
    return [check for check in found if check] + _transfers(content)


def untied(position: Position) -> list[CheckLine]:
    """The sums that do not tie."""
    checks = check_lines(content_of(position), before(position.financial_year, position.pk))
    return [check for check in checks if check.difference]


def _said(difference: Decimal) -> str:
    return "ties." if not difference else f"differs by {signed(money(difference))}."


def _lines(content: PositionContent) -> CheckLine:
    terms = "".join(f" {'−' if x.amount < 0 else '+'} {money(abs(x.amount))}" for x in content.lines)
    difference = lines_difference(content)
    text = f"{money(content.opening)}{terms} = {money(content.reached)}; closing as stated {money(content.closing)}: "
    return CheckLine(text + _said(difference), difference)


def _opening(content: PositionContent, last: Before | None) -> CheckLine:
    if last is None:
        return CheckLine("Opening: no earlier position is published, so this cannot be checked.", None)
    difference = content.opening - last.amount
    text = f"Opening {money(content.opening)} and {last.words} ({money(last.amount)}): "
    return CheckLine(text + _said(difference), difference)


def _blocks(content: PositionContent) -> CheckLine:
    difference = blocks_difference(content, DSG_BLOCKS)
    if difference is None:
        missing = [block.label for block in DSG_BLOCKS if content.block(block).balance is None]
        return CheckLine(
            f"Blocks: the balance of {', '.join(missing)} is not entered, so their sum cannot be checked.", None
        )
    total = content.closing - difference
    return CheckLine(
        f"The blocks’ balances sum to {money(total)}; closing as stated {money(content.closing)}: {_said(difference)}",
        difference,
    )


def _high_needs(content: PositionContent) -> CheckLine | None:
    difference = high_needs_difference(content)
    if difference is None:
        return None
    return CheckLine(
        "High Needs spending less allocation and the lines of the in-year gap, before transfers: " + _said(difference),
        difference,
    )


def _transfers(content: PositionContent) -> list[CheckLine]:
    if not content.transfers:
        return []
    moved = sum((t.amount for t in content.transfers), Decimal(0))
    found = [CheckLine(f"Transfers of {money(moved)} between blocks sum to nought over all blocks: ties.", Decimal(0))]
    leaves = schools_transfer(content)
    if not leaves.amount:
        return found
    if leaves.share is None:
        text = (
            f"{money(leaves.amount)} leaves the Schools Block. Its allocation is not entered, so the limit of 0.5% "
            f"cannot be checked ({GUIDE})."
        )
        return [*found, CheckLine(text, None)]
    forum_alone = all(
        t.agreed_by == TransferAgreement.SCHOOLS_FORUM for t in content.transfers if t.from_block == DSG_BLOCKS[0]
    )
    share = f"{money(leaves.amount)} is {number(leaves.share * 100, 2)}% of the Schools Block"
    if not leaves.above:
        said = "at or below the 0.5% that the schools forum may agree"
    elif forum_alone:
        said = "above the 0.5% that the schools forum may agree: it needs the Secretary of State"
    else:
        said = "above the 0.5% that the schools forum may agree, and the Secretary of State’s agreement is named"
    return [*found, CheckLine(f"{share}, {said} ({GUIDE}).", Decimal(0), flag=leaves.above and forum_alone)]
