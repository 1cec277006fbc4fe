"""Schemes in each of their states, invented for the pages' tests, and their pages."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile


def scheme_something() -> None:
    """One open with two census days and its children's origins, one corrected, one planned, one withdrawn."""
    from apps.initiatives.vocabulary import (
        Counting,
        OriginPlacement,
        PrimaryNeed,
        ProvisionType,
        SchemePhase,
        SchemeStatus,
    )
    from tests.initiatives.schemes.made import OPEN, PLANNED, changed, read, registered

    north = registered()
    read(north, date(2025, 1, 16), filled=7)
    read(north, origins={OriginPlacement.INMSS: 4, OriginPlacement.NO_COST: 2})
    changed(north, places=14)  # of those that its tranche counts: the report's figures stand on every page
    south = replace(
        OPEN, provision=ProvisionType.SATELLITE, phase=SchemePhase.SECONDARY, need=PrimaryNeed.SEMH, places=30
    )
    registered("South", replace(south, capital_cost=None, capital_source=None, commissioned_date=None))
    changed(registered("East", PLANNED), opening_date=date(2026, 11, 2))
    changed(registered("West", PLANNED, Counting.ADDITION), status=SchemeStatus.WITHDRAWN)


def scheme_addresses() -> dict[str, str]:
    from apps.initiatives.models import OccupancyReading, PlaceScheme

    north, west = (PlaceScheme.objects.get(name=name).pk for name in ("North", "West"))
    reading = OccupancyReading.objects.filter(scheme=north)[0].pk
    return {
        "schemes": "/places/schemes/",
        "schemes filtered": "/places/schemes/?phase=primary&status=open&sort=-places",
        "no scheme": "/places/schemes/?search=zzz",
        "schemes bad filter": "/places/schemes/?status=zzz",
        "scheme": f"/places/schemes/{north}/",
        "scheme withdrawn": f"/places/schemes/{west}/",
        "scheme add": "/places/schemes/add/",
        "scheme change": f"/places/schemes/{north}/change/",
        "occupancy add": f"/places/schemes/{north}/occupancy/",
        "occupancy correct": f"/places/schemes/{north}/occupancy/{reading}/correct/",
        "scheme upload": "/places/schemes/upload/",
        "occupancy upload": "/places/schemes/occupancy/upload/",
    }


def scheme_refused() -> dict[str, tuple[str, dict[str, Any]]]:
    from apps.initiatives.models import PlaceScheme

    north = f"/places/schemes/{PlaceScheme.objects.get(name='North').pk}/"
    return {
        "scheme refused": ("/places/schemes/add/", {"places": "-1", "capital_cost": "lots"}),
        "scheme change refused": (f"{north}change/", {"places": "0", "version": "1"}),
        "occupancy refused": (f"{north}occupancy/", {"census_date": "soon", "filled": "-1", "origin_inmss": "x"}),
        "scheme upload refused": ("/places/schemes/upload/", {}),
        "scheme upload changed": ("/places/schemes/upload/", {"sheet": changed_sheet()}),
        "occupancy confirm refused": ("/places/schemes/occupancy/upload/confirm/", {"checked": "x"}),
    }


def changed_sheet() -> SimpleUploadedFile:
    """The template as it is downloaded, with another capital cost in its first row."""
    from apps.initiatives.forms.scheme_rows import REASON
    from apps.initiatives.presenters.scheme_sheets import scheme_template
    from apps.initiatives.selectors.schemes import schemes

    template = scheme_template(schemes(), "SEND Sufficiency Programme")
    first, *others = template.rows
    out = io.StringIO()
    writer = csv.DictWriter(out, [column.key for column in template.columns], restval="")
    writer.writeheader()
    writer.writerows([{**first, "Capital cost, £": "650000", REASON: "The last invoice came."}, *others])
    return SimpleUploadedFile("schemes.csv", out.getvalue().encode())
