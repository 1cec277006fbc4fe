"""What a claim keeps from its submission on: inputs, lines and evidence, every number as its exact text."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from apps.initiatives.calculations.claim_evidence import Evidence
from apps.initiatives.calculations.claim_lines import Line
from apps.initiatives.calculations.claim_terms import ClaimInputs, Cost, Group, LeftOut, Placement, Range, Share


def frozen(inputs: ClaimInputs, lines: Sequence[Line], evidence: Evidence) -> dict[str, Any]:
    """JSON-ready."""
    return {
        "inputs": _plain(asdict(inputs)),
        "lines": [line.as_json() for line in lines],
        "evidence": evidence.as_json(),
    }


def hash_of(inputs: ClaimInputs) -> str:
    """SHA-256 of the frozen inputs: the same inputs, the same hash."""
    text = json.dumps(_plain(asdict(inputs)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def thawed(kept: dict[str, Any]) -> ClaimInputs:
    """The inputs as they were submitted, whatever changed since."""
    return ClaimInputs(
        block=kept["block"],
        recurring=kept["recurring"],
        start=date.fromisoformat(kept["start"]),
        end=date.fromisoformat(kept["end"]),
        groups=tuple(Group(g["label"], Decimal(g["units"]), date.fromisoformat(g["opens"])) for g in kept["groups"]),
        left_out=tuple(LeftOut(Decimal(u["units"]), u["reason"]) for u in kept["left_out"]),
        mix=tuple(_placement(p) for p in kept["mix"]) or _whole(kept["quoted"]),
        actual=_placement(kept["actual"]) if kept["actual"] else None,
        quoted=_amount(kept["quoted"]),
        reported_value=Decimal(kept["reported_value"]),
        occupancy=_range(kept["occupancy"]),
        deadweight=_range(kept["deadweight"]),
        shares=tuple(Share(s["initiative"], s["name"], Decimal(s["share"])) for s in kept["shares"]),
        costs=tuple(Cost(c["fund"], c["block"], Decimal(c["amount"])) for c in kept["costs"]),
        rate_card=kept["rate_card"],
        came_months=kept["came_months"],
        empty_place_cost=_amount(kept["empty_place_cost"]),
    )


def _placement(kept: dict[str, str]) -> Placement:
    return Placement(kept["name"], Decimal(kept["share"]), Decimal(kept["rate"]))


def _whole(quoted: str | None) -> tuple[Placement, ...]:
    """Of a claim frozen when a quoted difference still stood for the whole mix."""
    return () if quoted is None else (Placement("as quoted", Decimal(100), Decimal(quoted)),)


def _range(kept: dict[str, str]) -> Range:
    return Range(Decimal(kept["low"]), Decimal(kept["central"]), Decimal(kept["high"]))


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if isinstance(value, bool | int | str) or value is None else str(value)
