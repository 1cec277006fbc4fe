"""What the pages of benchmarking need: national figures, chosen sets, what is said of a line; and their addresses."""

from datetime import datetime
from typing import Any

from tests.fixtures import person

WITHIN = "/benchmarking/"
REASON = "On the south coast, with a like share of older people."


def compare_something(at: datetime) -> int:
    """Every national file, a set that stands and one that is archived, a comment. The key of the set that stands."""
    from tests.benchmarking.national import import_everything

    import_everything()
    return choose_something(at)


def choose_something(at: datetime) -> int:
    """The sets and the comment alone; the sets hold whatever authorities are known."""
    from apps.benchmarking.models import Authority
    from apps.benchmarking.services.chosen_sets import Content, archive_set, make_set
    from apps.benchmarking.services.comments import write_comment

    manager = person("manager")
    others = list(Authority.objects.exclude(dfe_code="839").order_by("name").values_list("pk", flat=True)[:8])
    first, second = frozenset(others[:4]), frozenset(others[4:])
    standing = make_set(content=Content("Coastal", REASON, first), by=manager, at=at)
    old = make_set(content=Content("Earlier choice", REASON, second), by=manager, at=at)
    archive_set(pk=old.pk, read_version=1, reason="Not used any more.", by=manager, at=at)
    write_comment(
        table="s251-budget-2025-26-per-head", line="top-up-independent",
        text="Very high; the places strategy answers it", generated="BCP very high", read_version=0, by=manager, at=at,
    )  # fmt: skip
    return standing.pk


def compared_addresses() -> dict[str, str]:
    from apps.benchmarking.models import ChosenSet, NationalImport

    standing, archived = (ChosenSet.objects.get(archived=archived).pk for archived in (False, True))
    imported = NationalImport.objects.filter(kind="sen2-caseload").order_by("pk")[0].pk
    outturn = "data=outturn-2021-22"
    return {
        "benchmarking of England": f"{WITHIN}?{outturn}&with=england",
        "benchmarking in shares": f"{WITHIN}?data=budget-2021-22&measure=share&with=region",
        "benchmarking in pounds": f"{WITHIN}?{outturn}&measure=pounds",
        "benchmarking a plan": f"{WITHIN}?{outturn}&measure=per-plan&own=in",
        "benchmarking of a set": f"{WITHIN}?with=set-{standing}",
        "benchmarking refused measure": f"{WITHIN}?measure=pounds",
        "line of returns": f"{WITHIN}alternative-provision/?{outturn}&with=england&measure=per-head-2-18",
        "matrix": f"{WITHIN}matrix/?{outturn}",
        "trend": f"{WITHIN}trend/",
        "trend growth": f"{WITHIN}trend/?measure=growth&with=england&search=north+west&sort=name",
        "trend a head": f"{WITHIN}trend/?measure=per-head-0-19&own=in",
        "trend bad choice": f"{WITHIN}trend/?measure=zzz",
        "trend of nobody": f"{WITHIN}trend/?search=zzz",
        "budget and outturn": f"{WITHIN}budget-and-outturn/",
        "plans": f"{WITHIN}plans/",
        "plans of special schools": f"{WITHIN}plans/?placement=plans_special&with=region&own=in",
        "timeliness": f"{WITHIN}timeliness/",
        "timeliness of every plan": f"{WITHIN}timeliness/?counted=with&with=2021-04",
        "side by side": f"{WITHIN}side-by-side/",
        "side by side of returns": f"{WITHIN}side-by-side/?{outturn}&second=908",
        "side by side with itself": f"{WITHIN}side-by-side/?first=839&second=839",
        "without a deficit": f"{WITHIN}without-a-deficit/",
        "sets": f"{WITHIN}sets/",
        "sets archived": f"{WITHIN}sets/?show=archived",
        "set": f"{WITHIN}sets/{standing}/",
        "set archived": f"{WITHIN}sets/{archived}/",
        "set add": f"{WITHIN}sets/add/",
        "set change": f"{WITHIN}sets/{standing}/change/",
        "comment": f"{WITHIN}appendix-3/top-up-independent/comment/",
        "comment first": f"{WITHIN}appendix-3/hospital/comment/",
        "imports": f"{WITHIN}imports/",
        "imports filtered": f"{WITHIN}imports/?kind=neighbours&state=saved&sort=kind",
        "no import": f"{WITHIN}imports/?state=undone",
        "imports bad choice": f"{WITHIN}imports/?kind=zzz",
        "import": f"{WITHIN}imports/{imported}/",
        "import new": f"{WITHIN}imports/new/",
    }


def compared_refused() -> dict[str, tuple[str, dict[str, Any]]]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from apps.benchmarking.models import ChosenSet, NationalImport

    standing = ChosenSet.objects.get(archived=False)
    imported = NationalImport.objects.filter(kind="sen2-caseload").order_by("pk")[0].pk
    rows = "time_period,new_la_code,high_needs_1_2_net\r\n{}\r\n"

    def file(row: str) -> dict[str, Any]:
        return {"kind": "outturn-totals", "national": SimpleUploadedFile("a.csv", rows.format(row).encode())}

    members = [str(pk) for pk in standing.members.values_list("authority_id", flat=True)]
    whole = {"version": "0", "name": "Coastal again", "reason": REASON, "members": members}
    return {
        "set refused": (f"{WITHIN}sets/add/", {"version": "0", "name": "", "reason": "short"}),
        "set stale": (f"{WITHIN}sets/{standing.pk}/change/", whole),
        "set archive refused": (f"{WITHIN}sets/{standing.pk}/archive/", {"version": "1", "reason": ""}),
        "comment refused": (f"{WITHIN}appendix-3/hospital/comment/", {"version": "0", "text": "x" * 200}),
        "comment stale": (f"{WITHIN}appendix-3/top-up-independent/comment/", {"version": "0", "text": "Mine."}),
        "import refused": (f"{WITHIN}imports/new/", {"kind": "x", "year": "soon", "released": "soon"}),
        "import file refused": (f"{WITHIN}imports/new/", file("202526,E99999999,1OO")),
        "import checked": (f"{WITHIN}imports/new/", file("202526,E06000058,1000000")),
        "import confirm refused": (f"{WITHIN}imports/confirm/", {"checked": "x"}),
        "import undo refused": (f"{WITHIN}imports/{imported}/undo/", {"reason": ""}),
    }
