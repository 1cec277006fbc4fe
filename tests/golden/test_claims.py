"""The worked figures of claims, typed here from the method and not from the code (method, sections 2, 3, 4 and 8)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from apps.initiatives.calculations.claim_lines import PRINTED, lines_of
from apps.initiatives.calculations.claim_terms import ClaimInputs, Group, Placement, Range, Share
from apps.initiatives.calculations.claim_value import ClaimValue, value_of
from apps.initiatives.calculations.proportions import share_difference
from apps.initiatives.selectors.claim_flags import FlagKind, flags_of
from apps.initiatives.selectors.claim_inputs import with_parts
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, submitted

HIGH_NEEDS = "high_needs"
INMSS, LOCAL, QUOTED = Decimal(64_000), Decimal(26_000), Decimal(47_000)
SEPTEMBER, APRIL = date(2025, 9, 1), date(2025, 4, 1)
# Table 3: places counted, and the September in which they open.
PLACES = ((46, 2022), (18, 2023), (140, 2024), (60, 2025))


def at(central: str) -> Range:
    return Range(*[Decimal(central)] * 3)


def claim(
    groups: tuple[Group, ...],
    mix: tuple[Placement, ...],
    *,
    start: date = SEPTEMBER,
    end: date = date(2028, 9, 1),
    actual: Placement | None = None,
    quoted: Decimal | None = None,
    reported: Decimal = QUOTED,
    deadweight: str = "0",
    came: int | None = None,
    recurring: bool = True,
) -> ClaimInputs:
    return ClaimInputs(
        block=HIGH_NEEDS, recurring=recurring, start=start, end=end, groups=groups, left_out=(), mix=mix, actual=actual,
        quoted=quoted, reported_value=reported, occupancy=at("100"), deadweight=at(deadweight),
        shares=(Share("x", "X", Decimal(100)),), costs=(), rate_card=1, came_months=came,
    )  # fmt: skip


def sufficiency(displaced: str = "100", start: date = APRIL, end: date = date(2028, 4, 1)) -> ClaimValue:
    """264 places, of which a share replaces an INMSS place and the rest would have cost nothing."""
    groups = tuple(Group(f"{year}", Decimal(n), date(year, 9, 1)) for n, year in PLACES)
    mix = [Placement("INMSS", Decimal(displaced), INMSS)]
    if displaced != "100":
        mix.append(Placement("no cost", 100 - Decimal(displaced), Decimal(0)))
    now = Placement("local", Decimal(100), LOCAL)
    return value_of(claim(groups, tuple(mix), start=start, end=end, actual=now, reported=Decimal(38_000)))


def children(units: str, **more: object) -> ClaimInputs:
    """At the quoted difference of £47,000."""
    group = Group("children", Decimal(units), SEPTEMBER)
    mix = (Placement("specialist", Decimal(100), QUOTED),)
    return claim((group,), mix, quoted=QUOTED, **more)  # type: ignore[arg-type]


def in_years(found: object) -> dict[str, Fraction]:
    return {str(year): amount for year, amount in found.items()}  # type: ignore[attr-defined]


def test_sufficiency_as_reported_is_10_032_000_a_year() -> None:
    assert sufficiency().as_reported.gross == 10_032_000


def test_sufficiency_in_year_full_and_seven_twelfths() -> None:
    """Table 3 over the four years, £000: full years beside a September opening."""
    value = sufficiency(start=date(2022, 4, 1), end=date(2026, 4, 1))
    full = {y: a / 1000 for y, a in in_years(value.as_reported.in_year[HIGH_NEEDS]).items()}
    assert full == {"2022/23": 1_748, "2023/24": 2_432, "2024/25": 7_752, "2025/26": 10_032}
    assured = {y: a / 1000 for y, a in in_years(value.assured.in_year[HIGH_NEEDS]).items()}
    assert assured == {"2022/23": Fraction(3_059, 3), "2023/24": 2_147, "2024/25": Fraction(16_606, 3),
                       "2025/26": 9_082}  # fmt: skip
    assert sum(full.values()) == 21_964
    assert sum(assured.values()) == 17_784


@pytest.mark.parametrize(("displaced", "thousands"), [("100", 10_032), ("75", 5_808), ("50", 1_584), ("25", -2_640)])
def test_displacement_of_264_places(displaced: str, thousands: int) -> None:
    value = sufficiency(displaced)
    assert value.assured.gross == thousands * 1000
    assert value.as_reported.gross == 10_032_000


def test_displacement_breaks_even_at_40_625_per_cent() -> None:
    assert sufficiency("40.625").assured.gross == 0


@pytest.mark.parametrize(("deadweight", "worth"), [("0", 564_000), ("25", 423_000), ("50", 282_000), ("64", 203_040)])
def test_dingleys_by_deadweight(deadweight: str, worth: int) -> None:
    value = value_of(children("12", deadweight=deadweight))
    assert value.assured.gross == worth
    assert value.as_reported.gross == 564_000


def test_dingleys_as_an_intake_is_nine_a_year() -> None:
    value = value_of(children("12", came=16))
    assert (value.intake_units, value.intake_gross) == (9, 423_000)


def test_dingleys_of_36_months_counts_three_full_years_as_reported() -> None:
    """From September 2025 to August 2028: the five months of 2028/29 are not a fourth."""
    value = value_of(children("12"))
    assert in_years(value.as_reported.in_year[HIGH_NEEDS]) == {
        "2025/26": 564_000, "2026/27": 564_000, "2027/28": 564_000, "2028/29": 0,
    }  # fmt: skip
    assert in_years(value.assured.in_year[HIGH_NEEDS]) == {
        "2025/26": 329_000, "2026/27": 564_000, "2027/28": 564_000, "2028/29": 235_000,
    }  # fmt: skip


def test_portage_is_2_42_children() -> None:
    assert value_of(children("2.42")).as_reported.gross == 113_740
    found = share_difference(Decimal(24), Decimal(22), 121, 121)
    assert abs(found.children) == Decimal("2.42")
    assert (round(-found.high), round(-found.low)) == (-10, 15)
    assert not found.distinguishable
    assert (-found.rounded_high, -found.rounded_low) == (Decimal("1.21"), Decimal("3.63"))
    mainstream = share_difference(Decimal(64), Decimal(66), 121, 121)
    assert (round(mainstream.low), round(mainstream.high)) == (-12, 17)


def test_a_month_once_is_a_twelfth() -> None:
    value = value_of(children("1", recurring=False, end=date(2025, 10, 1)))
    assert value.assured.gross == Fraction(47_000, 12)
    assert value.as_reported.gross == 47_000


def test_lines_give_both_conventions() -> None:
    inputs = children("12", deadweight="50")
    lines = {line.label: line for line in lines_of(inputs, value_of(inputs), {})}
    gross = lines["Gross value, for a full year (run-rate)"]
    assert (gross.as_reported, gross.assured) == ("564000.00", "282000.00")


@pytest.fixture
def plans(report: None) -> None:
    agree_all()


def test_38_against_47_thousand_is_a_conflict(plans: None) -> None:
    claims = [submitted(one) for one in ("send-sufficiency", "dingleys-promise")]
    found = flags_of(with_parts([c.pk for c in claims]), person("finance").pk, AT.date())
    words = [next(f.words for f in found[c.pk] if f.kind is FlagKind.RATES) for c in claims]
    assert words[0].startswith(f"£38k here against £47k in {claims[1]}")
    assert words[1].startswith(f"£47k here against £38k in {claims[0]}")


def test_portage_prints_94_beside_113_740(plans: None) -> None:
    """As the report prints it, 2 × £47k: so that its own figure can be made again."""
    made = submitted("portage")
    assert made.claimed_as_reported == Decimal("113740.00")
    assert [line["as_reported"] for line in made.calculation["lines"] if line["label"] == PRINTED] == ["94000"]
