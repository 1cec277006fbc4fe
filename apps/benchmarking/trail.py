"""What the trail calls this app's things, who may read their histories, and where their pages are."""

from django.urls import reverse

from apps.core.trail.kinds import Kind

SEEN = ("benchmarking.view_benchmarkreturn",)
KINDS = (
    Kind(
        "benchmarking.chosenset", "Chosen set", "chosen-set", SEEN,
        page=lambda row: reverse("benchmarking:set", args=[row.pk]),
    ),
    Kind("benchmarking.chosenmember", "Authority of a chosen set", related=("authority",)),
    Kind("benchmarking.linecomment", "What is said of a line", related=("line",)),
    Kind(
        "benchmarking.nationalimport", "Import", page=lambda row: reverse("benchmarking:import", args=[row.pk]),
    ),
)  # fmt: skip
