"""Reports written out by hand, of no council: sound ones, and what is said when one figure of them is changed."""

from pathlib import Path

import pytest

from apps.board.calculations.reconciler import Given, Severity, reconcile
from apps.board.reading import read_text

FOLDER = Path(__file__).parent / "written_out"
SOUND = sorted(file.stem for file in FOLDER.glob("*.txt"))
# Report, what stands in it, what takes its place.
CHANGED = (
    ("dsg_blocks", "(6.2)", "(2.6)"),
    ("dsg_blocks", "66.7", "67.6"),
    ("dsg_blocks", "226.2", "262.2"),
    ("mtfs", "33,980 | 51,200\n", "33,890 | 51,200\n"),
    ("mtfs", "22,620", "26,220"),
    ("mtfs", "73,600", "76,300"),
    ("savings", "5.5 | 9.1", "5.5 | 8.1"),
    ("savings", "25.7 | 31.7", "25.7 | 33.7"),
    ("ehcp", "1,455", "1,545"),
    ("ehcp", "25.7%", "52.7%"),
    ("ehcp", "3,559", "3,595"),
    ("unit", "7,380", "8,370"),
    ("unit", "23,569", "25,369"),
    ("bench", "44.9\nEng", "48.9\nEng"),
    ("capital", "7.65", "6.75"),
    ("capital", "12.50", "15.20"),
    ("capital", "96 |", "69 |"),
    ("prose", "(7.3%)", "(3.7%)"),
    ("prose", "£3.6m", "£6.3m"),
    ("payback", "570", "750"),
    ("quarter", "25\n", "35\n"),
    ("quarter", "| 60", "| 61"),
    ("ehcp", "8.6%", "6.8%"),
    ("quarter", "77", "87"),
    ("reserve", "15,074,270", "15,047,270"),
    ("reserve", "(214,550)", "214,550"),
    ("variance", "1,250", "1,520"),
    ("variance", "15.2%", "12.5%"),
    ("variance", "28,948", "29,848"),
    ("place_plan", "| 36", "| 63"),
    ("place_plan", "682", "628"),
    ("place_plan", "430", "403"),
    ("age", "1,486", "1,846"),
    ("age", "40%", "44%"),
    ("grant", "51.45", "54.15"),
    ("grant", "-1.08", "1.08"),
    ("transport", "3,168", "3,618"),
    ("transport", "8,500", "5,800"),
    ("transport", "649", "694"),
    ("neigh", "7.3 | 7.7 | 8.0\nNeighbour max", "7.3 | 8.35 | 8.0\nNeighbour max"),
    ("neigh", "9.9 | 9.8 | 10.1", "9.9 | 9.8 | 12.3"),
    ("sv", "24.1", "21.4"),
    ("sv", "(0.2)", "0.2"),
    ("staff", "22.6", "26.2"),
    ("staff", "1,458", "1,548"),
    ("prose_again", "(60%)", "(66%)"),
    ("prose_again", "£1.2m", "£2.1m"),
    ("prose_again", "25%", "20%"),
    ("prose_again", "2.4, 52", "2.4, 25"),
    ("fte_schools", "169,11", "196,11"),
    ("fte_schools", "0\n", "2\n"),
    ("s251", "12,945,000 | 0 | 12,945,000", "12,954,000 | 0 | 12,954,000"),
    ("s251", "19,190,000", "19,910,000"),
    ("s251", "46,805,000", "48,605,000"),
    ("phases", "| 321", "| 312"),
    ("phases", "505", "550"),
    ("phases", "88 |", "98 |"),
    ("forecast", "63.3", "66.3"),
    ("forecast", "(12.9)", "12.9"),
    ("growth", "269", "296"),
    ("growth", "10.5%", "15.0%"),
    ("timeline", "350", "600"),
    ("timeline", "360 |", "630 |"),
    ("timeline", "1,440", "1,404"),
    ("compare", "208", "228"),
    ("compare", "531 | 240 | 61 | 765\nLow", "531 | 310 | 61 | 765\nLow"),
    ("compare", "758\nFel", "785\nFel"),
    ("income", "58.7", "57.8"),
    ("text", "£1.44m", "£1.14m"),
    ("text", "(75%)", "(70%)"),
    ("text", "(33%)", "(23%)"),
    ("text", "£12.8m", "£18.2m"),
    ("text", "5.5 In September there are 318", "5.5 In September there are 381"),
    ("budget_book", "23,080", "23,800"),
    ("budget_book", "(825)", "(285)"),
    ("budget_book", "37,381", "37,831"),
)


def findings(text: str):
    found = read_text(text)
    return reconcile(Given(tuple(found.tables), tuple(found.texts), "Westshire Council")).findings


def written(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SOUND)
def test_of_a_sound_report_nothing_is_said(name: str) -> None:
    assert not findings(written(name))


@pytest.mark.parametrize(("name", "old", "new"), CHANGED)
def test_a_changed_figure_is_found(name: str, old: str, new: str) -> None:
    text = written(name)
    at = text.rindex(old) if name == "neigh" else text.index(old)
    found = findings(f"{text[:at]}{new}{text[at + len(old) :]}")
    assert found
    assert all(one.severity is not Severity.ROUNDING for one in found)
