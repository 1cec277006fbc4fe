"""What the pages say, word for word where figures stand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.benchmarking.calculations.comparison import compare
from apps.benchmarking.charts import working_table
from apps.benchmarking.notes import warnings
from apps.benchmarking.overall_sentences import glance_sentence, matrix_message, reproduced_sentence, tie_sentence
from apps.benchmarking.selectors.benchmark import Benchmark, Line
from apps.benchmarking.sentences import line_message, per_head, rank_words, standing
from apps.benchmarking.vocabulary import SPEND_ON, Own


def line(b: Benchmark, slug: str) -> Line:
    found = b.line(slug)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("ours", "others", "words", "rank"),
    [
        (9, (1, 2, 3), "highest of 4", "highest of 4"),
        (9, (9, 2, 3), "joint highest of 4", "joint highest of 4"),
        (2, (1, 2, 3), "joint 2nd highest of 4", "joint 2nd of 4"),
        (2, (1, 4, 3), "3rd highest of 4", "3rd of 4"),
        (0, (1, 2, 3), "lowest of 4", "lowest of 4"),
        (0, (0, 2, 3), "joint lowest of 4", "joint lowest of 4"),
        (0, (0, 0), "level with all of 3", "level with all of 3"),
        (0, (*range(12), -1), "joint 12th highest of 14", "joint 12th of 14"),
    ],
)
def test_standing_in_words(ours: int, others: tuple[int, ...], words: str, rank: str) -> None:
    c = compare(Decimal(ours), [Decimal(v) for v in others], None)
    assert standing(c) == words
    assert rank_words(c) == rank


@pytest.mark.parametrize(
    ("value", "text"), [("525", "£525"), ("185.5", "£185.50"), ("-2", "−£2"), ("1464.00", "£1,464")]
)
def test_pence_only_where_there_are_any(value: str, text: str) -> None:
    assert per_head(Decimal(value)) == text


def test_message_of_the_line_furthest_above(benchmark_data: Benchmark) -> None:
    b = benchmark_data
    assert b.widest().slug == "top-up-independent"
    assert line_message(b, b.widest(), Own.OUT) == (
        "BCP budgets £525 a head on non-maintained and independent provision in 2025/26, the highest of 11; the median "
        "of its ten statistical neighbours is £185.50. That is £339.50 a head above that median; at its population "
        "aged 0 to 19 of 85,483 (2024, projection based on 2022) the distance is £29.0 million a year."
    )


def test_message_with_own_council_in_keeps_the_distance_from_the_others(benchmark_data: Benchmark) -> None:
    text = line_message(benchmark_data, line(benchmark_data, "alternative-provision"), Own.IN)
    assert "the median of all 11, BCP among them, is £34." in text
    assert "£143 a head above the median of the ten others" in text
    assert "the distance is £12.2 million a year" in text


def test_message_below_the_median_and_at_it(benchmark_data: Benchmark) -> None:
    b = benchmark_data
    assert "£2 a head below that median" in line_message(b, line(b, "inclusion-support"), Own.OUT)
    assert line_message(b, line(b, "pfi-bsf"), Own.OUT).endswith("It is at the median of its neighbours.")


def test_message_without_a_population(benchmark_data: Benchmark) -> None:
    b = replace(benchmark_data, population=None)
    text = line_message(b, b.widest(), Own.OUT)
    assert "no population is loaded" in text
    assert "million" not in text
    assert "not known" in working_table(b, b.widest()).texts("result")


def test_overall_sentences(benchmark_data: Benchmark) -> None:
    b = benchmark_data
    assert matrix_message(b) == (
        "BCP budgets £1,464 a head on high needs in all (A + B) in 2025/26, the highest of 11; of the 13 single lines "
        "it is the highest on two: non-maintained and independent provision; alternative provision."
    )
    assert "above its neighbours' median on nine; furthest on non-maintained" in glance_sentence(b)
    assert "(£29.0 million a year) and alternative provision (£12.2 million a year)." in glance_sentence(b)
    assert "Of the 42 statistics" in reproduced_sentence(b)
    assert "42 reproduce with BCP counted" in reproduced_sentence(b)
    assert tie_sentence(b) == (
        "Of the 33 printed sums 27 equal the sum of their parts. The other six differ by £1 at most: rounding, kept as "
        "printed."
    )


def test_every_loaded_line_has_words_for_a_sentence(benchmark_data: Benchmark) -> None:
    assert {line.code for line in benchmark_data.lines} == set(SPEND_ON)


def test_warnings_stand_where_they_hold(benchmark_data: Benchmark) -> None:
    b = benchmark_data

    def said(slug: str) -> str:
        return " ".join(warnings(b, [line(b, slug)]))

    assert "budget and outturn" in said("place-funding")
    assert "budget and outturn" in said("high-needs-total")
    assert "budget and outturn" not in said("top-up-independent")
    assert (
        "£1 above the sum of its printed parts for Southend-on-Sea, Kent, Devon, Milton Keynes, Bexley and East Sussex"
        in said("central-total")
    )
    assert "1.4.11" in said("high-needs-total")
    assert "85,483 (2024, projection based on 2022" in said("sen-support")


def test_working_goes_from_the_printed_values_to_the_pounds(benchmark_data: Benchmark) -> None:
    b = benchmark_data
    table = working_table(b, line(b, "top-up-independent"))
    texts = " ".join(table.texts("working"))
    assert "£70 · £93 · £113 · £119 · £144 · £227 · £248 · £352 · £355 · £454" in texts
    assert "10 values: the mean of the 5th and 6th, (£144 + £227) ÷ 2" in texts
    assert "11 values: the one in the middle, the 6th, £227" in texts
    assert "£525 − £185.50" in texts
    assert "£339.50 × 85,483.227 = £29,021,556" in texts
    assert table.texts("result")[-1] == "+£29.0 million"
    assert all(table.texts("source"))


def test_working_of_a_sum_shows_its_parts(benchmark_data: Benchmark) -> None:
    texts = working_table(benchmark_data, line(benchmark_data, "high-needs-total")).texts("working")
    assert "£203 + £1,261 (equals the printed sum)" in texts
