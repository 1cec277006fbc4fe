"""What the pages of what-ifs need: a published run, what-ifs that are worked out, one waiting, one archived."""

from typing import Any

from django.utils import timezone

from apps.deficit.services.scenarios import archive_scenario
from tests.deficit.what_ifs_made import MAKE, WHY, fields, published, saved, worked
from tests.fixtures import person

SWITCHED = {"central_support": True, "horizon": "2030-31", "stability_grant": {"as_at": "2026-02-09"},
            "treatments": {"send-sufficiency/delivered_places": False}}  # fmt: skip


def what_if_something() -> None:
    published()
    worked()
    worked("Slower, with central support", key=2, toggles=SWITCHED,
           changes={"slippage": {"low": "3", "central": "6", "high": "12"},
                    "support": {"low": "0.5", "central": "0.75", "high": "1"}})  # fmt: skip
    saved("Dearer placements", key=3, by="finance",
          changes={"inflation:placements": {"low": "0.03", "central": "0.05", "high": "0.08"}})  # fmt: skip
    slug = worked(
        "Half of them displaced", key=4, changes={"displacement": dict.fromkeys(("low", "central", "high"), "0.5")}
    )
    archive_scenario(slug=slug, reason=WHY, read_version=1, by=person("manager"), at=timezone.now())


def what_if_addresses() -> dict[str, str]:
    first, second = "every-place-filled", "slower-with-central-support"
    return {
        "what-ifs": "/deficit/what-ifs/",
        "what-ifs archived": "/deficit/what-ifs/?show=archived",
        "what-if": f"/deficit/what-ifs/{first}/",
        "what-if switched": f"/deficit/what-ifs/{second}/",
        "what-if waiting": "/deficit/what-ifs/dearer-placements/",
        "what-if archived": "/deficit/what-ifs/half-of-them-displaced/",
        "what-if make": MAKE,
        "what-if copy": f"{MAKE}?copy={second}",
        "what-if revise": f"/deficit/what-ifs/{first}/revise/",
        "what-ifs compared": f"/deficit/trajectory/?scenario={first}&scenario={second}&scenario=approved-only",
    }


def what_if_refused() -> dict[str, tuple[str, dict[str, Any]]]:
    page = "/deficit/what-ifs/every-place-filled/"
    return {
        "what-if effect": (MAKE, fields("see", occupancy="100")),
        "what-if refused": (MAKE, fields(**{"low--occupancy": "99", "central--displacement": "many"})),
        "what-if stale": (f"{page}revise/", {**fields(occupancy="90"), "version": "9", "reason": WHY}),
        "what-if not archived": (f"{page}archive/", {"version": "1", "reason": "no"}),
    }
