"""Addresses of pages above this app: imports never point up, addresses may. A page that is not there gives nothing."""

from typing import Any

from django.urls import NoReverseMatch, reverse

HOW_BENEFIT = {
    "sufficiency-delivered": "sufficiency-run-rate",
    "sufficiency-pipeline": "pipeline-run-rate",
    "dingleys-mainstream": "dingleys-run-rate",
    "portage-placements": "portage-run-rate",
    "per-pupil-capital-places": "per-pupil-capital",
}
HOW_INITIATIVE = {"pre-ehcp": "pre-ehcp-break-even"}


def link(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def how_benefit(slug: str) -> str:
    """How a reported benefit was worked out."""
    return link("board:how", HOW_BENEFIT[slug]) if slug in HOW_BENEFIT else ""


def how_initiative(slug: str) -> str:
    """How a figure about an initiative that reports no benefit was worked out."""
    return link("board:how", HOW_INITIATIVE[slug]) if slug in HOW_INITIATIVE else ""
