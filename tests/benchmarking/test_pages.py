"""The pages: figures that must stand on them, choices, refusals, and a constant number of queries."""

import html
import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.benchmarking.models import Authority, BenchmarkReturn, BenchmarkValue, Neighbour
from apps.core.models import User
from tests.benchmarking.appendix_3 import LINES

LIST, MATRIX = "/benchmarking/", "/benchmarking/appendix-3/"
PAGES = (LIST, MATRIX, "/benchmarking/top-up-independent/")
QUERIES = 17  # of what is offered and of one benchmark; what sign-in and rights ask comes on top


def text_of(reader: Client, address: str, status: int = 200) -> str:
    """The page's words, tags taken away."""
    response = reader.get(address)
    assert response.status_code == status
    body = re.sub(r"<script.*?</script>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def test_the_list_opens_with_the_line_furthest_above(reader: Client) -> None:
    page = text_of(reader, LIST)
    assert "BCP budgets £525 a head on non-maintained and independent provision in 2025/26, the highest of 11" in page
    for figure in ("185.50", "+29.0", "+12.2", "1,464", "966.50", "786.50", "85,483"):
        assert figure in page


def test_own_council_in(reader: Client) -> None:
    page = text_of(reader, f"{LIST}?line=high-needs-total&own=in")
    assert "the median of all 11, BCP among them, is £1,014" in page
    for figure in ("227", "34", "819", "1,014", "+29.0"):
        assert figure in page


@pytest.mark.parametrize("slug", LINES)
def test_each_line_has_its_chart_working_and_sources(reader: Client, slug: str) -> None:
    address = reverse("benchmarking:line", args=[slug])
    body = reader.get(address).content.decode()
    assert f'id="line-{slug}-data"' in body
    assert 'id="how"' in body
    page = text_of(reader, address)
    assert "How this was worked out" in page
    assert page.count("Open Government Licence v3.0") == 2
    assert address in reader.get(LIST).content.decode()


def test_the_matrix_checks_the_report(reader: Client) -> None:
    page = text_of(reader, MATRIX)
    assert "42 reproduce with BCP counted among its own neighbours" in page
    assert "The other six differ by £1 at most: rounding" in page
    for words in (
        "Large deficit",
        "Medium deficit",
        "No deficit",
        "31 March 2025",
        "England, minimum",
        "Median of ten",
    ):
        assert words in page
    assert "Median of 11" in text_of(reader, f"{MATRIX}?own=in")


def test_every_table_has_a_caption_and_no_two_are_alike(reader: Client) -> None:
    for address in PAGES:
        captions = re.findall(r"<caption[^>]*>(.*?)</caption>", reader.get(address).content.decode())
        assert captions
        assert len(captions) == len(set(captions))


def test_an_unknown_line_is_not_found(reader: Client) -> None:
    assert reader.get("/benchmarking/no-such-line/").status_code == 404


@pytest.mark.parametrize("query", ["line=no-such-line", "own=perhaps", "line=%00&own=%F0", "own=" + "x" * 5000])
def test_a_choice_that_is_not_offered_is_said_and_the_default_shown(reader: Client, query: str) -> None:
    page = text_of(reader, f"{LIST}?{query}", status=400)
    assert "is not one of the choices, so the default is shown. Choose one from the list." in page
    assert "Error: Benchmarking" in page
    assert "185.50" in page


def test_a_bad_line_leaves_no_line_looking_chosen(reader: Client) -> None:
    assert "Choose from the list" in text_of(reader, f"{LIST}?line=no-such-line", status=400)
    assert "Choose from the list" not in text_of(reader, LIST)


def test_a_bad_choice_exports_nothing(reader: Client) -> None:
    assert "is not one of the choices" in text_of(
        reader, f"{MATRIX}?own=perhaps&_export=csv&_of=appendix-3", status=400
    )


def test_an_empty_choice_is_the_default(reader: Client) -> None:
    assert "the highest of 11" in text_of(reader, f"{LIST}?line=&own=")


@pytest.mark.parametrize("address", [*PAGES, f"{LIST}?own=in&line=hospital"])
def test_the_number_of_queries_is_constant(reader: Client, address: str) -> None:
    reader.get(address)  # a session's first page also notes that it is in use
    before = queries(reader, address)
    assert len([sql for sql in before if "benchmarking_" in sql]) == QUERIES
    add_a_neighbour()
    assert len(queries(reader, address)) == len(before)
    assert "its 11 statistical neighbours" in text_of(reader, "/benchmarking/hospital/")


def queries(reader: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def add_a_neighbour() -> None:
    table = BenchmarkReturn.objects.get()
    place = Authority.objects.create(dfe_code="999", ons_code="E99999999", name="Elsewhere", region="Nowhere")
    Neighbour.objects.create(comparator_set=table.comparator_set, authority=place, rank=11)
    like = BenchmarkValue.objects.filter(authority__dfe_code="881")
    BenchmarkValue.objects.bulk_create(
        BenchmarkValue(benchmark_return=table, authority=place, line_id=v.line_id, value=v.value) for v in like
    )


def test_a_missing_value_leaves_the_council_out_of_the_count(reader: Client) -> None:
    BenchmarkValue.objects.filter(authority__dfe_code="881", line__slug="hospital").delete()
    assert "of nine" not in text_of(reader, LIST)
    page = text_of(reader, "/benchmarking/hospital/")
    assert "its nine statistical neighbours" in page
    assert reader.get(MATRIX).status_code == 200


def test_a_line_that_we_do_not_report_is_not_compared(reader: Client) -> None:
    BenchmarkValue.objects.filter(authority__dfe_code="839", line__slug="hospital").delete()
    assert reader.get("/benchmarking/hospital/").status_code == 404
    assert "Hospital education" not in text_of(reader, LIST)


def test_nothing_loaded_says_what_to_do(reader: Client) -> None:
    from apps.benchmarking.models import LineNarrative, PrintedStatistic

    for model in (BenchmarkValue, PrintedStatistic, LineNarrative, BenchmarkReturn):
        model.objects.all().delete()
    for address in (LIST, MATRIX):
        assert "Nothing is loaded for this page" in text_of(reader, address)
    assert reader.get("/benchmarking/hospital/").status_code == 404


def test_only_those_who_may_see_benchmarks_do(client: Client, board_user: User) -> None:
    for address in PAGES:
        assert client.get(address).status_code == 302
    client.force_login(board_user)
    board_user.groups.set(Group.objects.none())
    for address in PAGES:
        assert client.get(address).status_code == 403


def test_pages_are_read_only(reader: Client) -> None:
    for address in PAGES:
        assert reader.post(address).status_code == 405
