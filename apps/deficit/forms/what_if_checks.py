"""What no field of a what-if's form can see by itself: order, switches that belong together, keys that are unknown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from apps.core.form_fields import short
from apps.deficit.forms.what_if_ground import AMOUNT, HELD, HORIZON, SUPPORT, UPPER_BOUND, YEAR, Ground, field_name
from apps.deficit.presenters import day
from apps.deficit.presenters.what_if_changes import THREE, figure

Fault = tuple[str | None, str]  # field (nothing: the whole form) and text
KEYED = (*THREE, YEAR, HELD)


def faults(ground: Ground, given: Mapping[str, Any], sent: Iterable[str], changes: Mapping[str, Any]) -> list[Fault]:
    """``given``: what the fields have cleaned; ``sent``: names of everything that was sent."""
    found = [*_out_of_order(ground, given), *_of_grant(ground, given), *_unknown(ground, sent)]
    if given.get("central_support") and given.get(field_name("central", SUPPORT)) == 0:
        text = "Central support is ticked and its central share is 0%, so nothing of it would show. Enter a share."
        found.append((field_name("central", SUPPORT), text))
    if SUPPORT in changes and not given.get("central_support"):
        text = (
            "A share of central support was entered, and it is not counted. Tick “Central support”, or leave the share "
            "as it is in force."
        )
        found.append((field_name("central", SUPPORT), text))
    return found


def _out_of_order(ground: Ground, given: Mapping[str, Any]) -> Iterator[Fault]:
    for key, row in ground.rows.items():
        values = [given[name] for part in THREE if (name := field_name(part, key)) in given]
        if len(values) < len(THREE):
            continue
        low, central, high = (figure(row.unit, v) for v in values)
        if values[0] > values[1]:
            yield (
                field_name("low", key),
                f"{low} is above the central value, {central}. Enter {central} or less, or raise the central value.",
            )
        if values[1] > values[2]:
            yield (
                field_name("high", key),
                f"{high} is below the central value, {central}. Enter {central} or more, or lower the central value.",
            )


def _of_grant(ground: Ground, given: Mapping[str, Any]) -> Iterator[Fault]:
    """A field that has an error of its own is not among those given."""
    if given.get("grant") not in (UPPER_BOUND, AMOUNT):
        return
    if "grant_as_at" in given and not given["grant_as_at"]:
        yield "grant_as_at", "Enter the day on which it was known, such as 9 February 2026."
    elif ground.grant is None:
        yield "grant", "It is not among the policy rows, so it cannot be counted. Choose “Not counted”."
    elif given.get("grant_as_at") and given["grant_as_at"] < ground.grant.announced_date:
        yield (
            "grant_as_at",
            (
                f"{day(given['grant_as_at'])} is before it was announced, on {day(ground.grant.announced_date)}. "
                "Enter that day or a later one, or do not count it."
            ),
        )
    if given["grant"] == AMOUNT and "grant_eligible" in given and given["grant_eligible"] is None:
        yield "grant_eligible", "Enter the eligible deficits, such as 105m, or choose the upper bound."


def _unknown(ground: Ground, sent: Iterable[str]) -> Iterator[Fault]:
    keys = [*(key for key in ground.rows if key != HORIZON), *(one.slug for one in ground.held)]
    known = {field_name(part, key) for part in KEYED for key in keys}
    for name in sent:
        part, dashes, key = name.partition("--")
        if dashes and part in KEYED and name not in known:
            yield None, f"There is no assumption or benefit “{short(key)}”. Choose from those below."
