"""Appendix 3 as loaded against the report, typed here a second time."""

import pytest

from apps.benchmarking.models import (
    Authority,
    BenchmarkValue,
    DeficitLabel,
    Denominator,
    LineNarrative,
    Neighbour,
    PrintedStatistic,
    SpendLine,
)

pytestmark = pytest.mark.usefixtures("report")

APPENDIX_3 = """
839 203 191 288 479 525 7 49 1 172 17 0 0 0 11 1261 1464
822 129 116 341 457 119 36 77 15 24 17 0 0 0 9 754 883
882 213 27 427 454 70 0 49 2 21 91 0 0 8 10 706 919
886 215 325 155 480 248 7 13 0 34 21 0 0 4 11 819 1034
878 140 180 212 392 352 7 43 5 67 3 0 0 2 2 874 1014
826 184 344 201 545 113 5 33 0 0 15 0 0 0 0 712 896
303 210 64 593 657 93 1 70 0 23 8 0 0 5 6 864 1074
938 146 312 78 390 454 0 62 1 127 7 1 0 0 11 1053 1199
926 170 208 330 538 355 0 45 0 51 47 0 0 4 10 1050 1220
845 162 72 207 279 227 3 63 0 15 73 0 0 6 9 676 838
881 151 90 295 385 144 0 33 0 79 33 0 0 3 12 689 840
"""
CODES = [
    "1.0.2", "1.2.1", "1.2.2", "1.2.1 + 1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.2.7", "1.2.8", "1.2.9",
    "1.2.10", "1.2.11", "1.2.13", "B = sum of 1.2.x", "A + B",
]  # fmt: skip
PRINTED = {
    (False, "mean"): "181 225 253 478 217 6 44 5 29 20 0 1 3 7 810 991",
    (False, "median"): "171 208 230 - 208 0 40 2 20 14 0 0 0 2 778 -",
    (False, "maximum"): "1100 816 593 - 623 96 145 46 224 150 28 29 37 85 1298 -",
    (False, "minimum"): "72 1 15 - 0 0 0 0 -2 0 0 0 0 0 427 -",
    (True, "median"): "170 180 288 - 227 3 49 0 34 17 0 0 3 10 819 -",
    (True, "maximum"): "215 344 593 - 525 36 77 15 172 91 1 0 8 12 1261 -",
    (True, "minimum"): "129 27 78 - 70 0 13 0 0 3 0 0 0 0 676 -",
}


def test_appendix_3_176_values() -> None:
    wanted = {
        (authority, code): int(value)
        for authority, *values in (line.split() for line in APPENDIX_3.split("\n") if line)
        for code, value in zip(CODES, values, strict=True)
    }
    stored = BenchmarkValue.objects.values_list("authority__dfe_code", "line__code", "value")
    assert len(wanted) == 176
    assert {(authority, code): value for authority, code, value in stored} == wanted


def test_appendix_3_england_and_the_neighbours_printed_statistics() -> None:
    wanted = {
        (neighbours, statistic, code): int(value)
        for (neighbours, statistic), values in PRINTED.items()
        for code, value in zip(CODES, values.split(), strict=True)
        if value != "-"
    }
    stored = PrintedStatistic.objects.values_list("of_neighbours", "statistic", "line__code", "value")
    assert {(n, s, c): v for n, s, c, v in stored} == wanted
    assert (len(wanted), sum(n for n, *_ in wanted)) == (100, 42)


def test_appendix_3_parts_reach_the_sums_within_a_pound() -> None:
    values = {
        (a, s): v for a, s, v in BenchmarkValue.objects.values_list("authority__short_name", "line__slug", "value")
    }
    off = {}
    printed = SpendLine.objects.filter(slug__in={slug for _, slug in values})  # groups of lines stand in other files
    for line in printed.filter(parts__isnull=False).distinct().prefetch_related("parts"):
        for authority in Authority.objects.all():
            parts = sum(values[authority.short_name, part.slug] for part in line.parts.all())
            if difference := values[authority.short_name, line.slug] - parts:
                off[line.slug, authority.short_name] = difference
    assert off == {
        ("central-total", name): 1
        for name in ("Southend-on-Sea", "Kent", "Devon", "Milton Keynes", "Bexley", "East Sussex")
    }


def test_authorities_neighbours_and_deficit_labels() -> None:
    nearest = Neighbour.objects.order_by("rank").values_list("authority__dfe_code", flat=True)
    assert list(nearest) == ["822", "882", "886", "878", "826", "303", "938", "926", "845", "881"]
    ours = Authority.objects.get(dfe_code="839")
    assert (ours.ons_code, ours.short_name, ours.region) == ("E06000058", "BCP", "South West")
    labels = DeficitLabel.objects.values_list("authority__dfe_code", "as_printed", "size")
    assert ("882", "No Deficit", "none") in labels
    assert [size for _, _, size in labels].count("large") == 5
    assert [code for code, _, size in labels if size == "medium"] == ["303"]
    assert LineNarrative.objects.get(line__code="1.2.3").text == "BCP very high"


def test_denominator_is_the_sum_of_ages_0_to_19_in_2024() -> None:
    people = Denominator.objects.get(authority__dfe_code="839", name="Population aged 0 to 19")
    assert (round(people.value), people.source.slug) == (85_483, "ons-snpp-2022")
    assert "2024" in people.as_at
