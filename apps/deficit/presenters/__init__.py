"""Sentences of the deficit's pages, from the same values as their charts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from apps.core.money import in_words, millions, number, signed
from apps.core.vocabulary import Block
from apps.deficit.models import PolicyParameter
from apps.deficit.selectors.positions import Outlook, PositionView
from apps.deficit.vocabulary import ReportingPoint


@dataclass(frozen=True, slots=True)
class Check:
    """A check line: what should equal what, and by how much it does not."""

    text: str
    ties: bool


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def position_message(outlook: Outlook) -> str:
    current, last = outlook.current, outlook.last
    direction = "more" if current.change >= 0 else "less"
    said = "was" if current.reporting_point == ReportingPoint.OUTTURN else "is forecast to be"
    text = (
        f"The deficit {said} {in_words(current.closing)} at {day(current.financial_year.last_day)}, "
        f"{in_words(abs(current.change))} {direction} than a year before"
    )
    if last is not current:
        again = "is forecast to be " if said == "was" else ""
        text += f", and {again}{in_words(last.closing)} at {day(last.financial_year.last_day)}"
    return f"{text}."


def sources(outlook: Outlook) -> list[dict[str, Any]]:
    """Where each year's figures come from: its own position, date and source, and how its closing was worked out."""
    slugs = ("deficit-march-this", "deficit-march-next")
    hows = dict(zip(outlook.years, slugs, strict=False))
    return [
        {
            "name": p.name,
            "status": p.status.label,
            "date": p.published_date,
            "source": p.cited,
            "how_url": reverse("board:how", args=[hows[p]]) if p in hows else "",
            "how_label": f"the deficit at {day(p.financial_year.last_day)}",
        }
        for p in outlook.years
    ]


def sources_cited(outlook: Outlook) -> str:
    """In one line: the source that all years share, or else each year's own."""
    if len({p.cited for p in outlook.years}) == 1:
        return outlook.current.cited
    return "; ".join(f"{p.name}: {p.cited}" for p in outlook.years)


def unsplit_years(outlook: Outlook) -> str:
    """The years of which the source gives the other blocks as one figure; nothing where it splits them in all."""
    years = [p.financial_year for p in outlook.years if any(s.block == Block.OTHER_UNSPLIT for s in p.steps)]
    return " and ".join(map(str, years))


def known_on(outlook: Outlook) -> date:
    """The date of the newest source among the years'."""
    return max(p.source_date for p in outlook.years)


def gap_sentence(outlook: Outlook) -> str:
    current, last = outlook.current, outlook.last
    text = f"The high-needs in-year gap is {in_words(current.in_year_gap)} in {current.financial_year}"
    if last is not current and current.in_year_gap:
        share = (last.in_year_gap / current.in_year_gap - 1) * 100
        text += f" and {in_words(last.in_year_gap)} in {last.financial_year} ({signed(number(share, 1))}%)"
    return f"{text}."


def position_checks(outlook: Outlook) -> list[Check]:
    """Opening plus lines reaches the closing; each opening is the closing before."""
    checks = [_ties(p) for p in outlook.years]
    broken = {b.id: gap for _, b, gap in outlook.breaks()}
    for before, after in zip(outlook.years, outlook.years[1:], strict=False):
        gap = broken.get(after.id)
        checks.append(
            Check(
                f"Opening of {after.financial_year} ({millions(after.opening)}) and closing of "
                f"{before.financial_year} ({millions(before.closing)}): "
                + (f"they differ by {signed(millions(gap))}.{_seen(after)}" if gap else "equal."),
                not gap,
            )
        )
    return checks


def _seen(p: PositionView) -> str:
    """What the approver wrote of what does not tie."""
    return f" {p.approved_by} approved it all the same: “{p.differences_seen}”" if p.differences_seen else ""


def _ties(p: PositionView) -> Check:
    sums = " ".join(
        [
            millions(p.opening)[:-1],
            *(f"{'−' if s.amount < 0 else '+'} {millions(abs(s.amount))[1:-1]}" for s in p.steps),
        ]
    )
    text = f"{p.financial_year}: {sums} = {millions(p.closing - p.unexplained)}; stated {millions(p.closing)}: "
    return Check(
        text + ("ties." if not p.unexplained else f"differs by {signed(millions(p.unexplained))}.{_seen(p)}"),
        not p.unexplained,
    )


def gap_links(outlook: Outlook) -> list[dict[str, str]]:
    slugs = ("gap-this-year", "gap-next-year")
    return [
        {"url": reverse("board:how", args=[slug]), "year": str(p.financial_year)}
        for slug, p in zip(slugs, outlook.years, strict=False)
    ]


def policy_rows(policies: list[PolicyParameter]) -> list[dict[str, str]]:
    """Rows of a summary list: what was announced, when, and from when it holds."""
    rows = []
    for p in policies:
        when = f" From {day(p.effective_date)}." if p.effective_date else ""
        note = f" {p.note}" if p.note else ""
        value = f"{p.value[0].upper()}{p.value[1:]}. " if p.value else ""
        source = f" Source: {p.source}, {p.source_reference}."
        rows.append(
            {
                "key": p.label,
                "value": f"{value}Announced {day(p.announced_date)}.{when}{note}{source}",
            }
        )
    return rows
