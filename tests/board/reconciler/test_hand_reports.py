"""Reports written out by hand, `hand/*.toml`: of each nothing is said, of each faulty one the fault at its place."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from apps.board.calculations.reconciler import Finding, Given, Severity, reconcile
from apps.board.reading import read_text

FOLDER = Path(__file__).parent / "hand"
COUNCIL = "Westshire"


def _reports() -> list[dict[str, Any]]:
    files = sorted(FOLDER.glob("*.toml"))
    return [report for file in files for report in tomllib.loads(file.read_text(encoding="utf-8"))["report"]]


REPORTS = _reports()
FAULTY = [report for report in REPORTS if "changes" in report]


def findings(text: str) -> list[Finding]:
    """But for what is said to be rounding."""
    found = read_text(text)
    outcome = reconcile(Given(tuple(found.tables), tuple(found.texts), COUNCIL))
    return [one for one in outcome.findings if one.severity is not Severity.ROUNDING]


def faulty(report: dict[str, Any]) -> str:
    text = str(report["text"])
    for old, new in report["changes"]:
        assert text.count(old) == 1, (report["name"], old)
        text = text.replace(old, new)
    return text


def names(finding: Finding, report: dict[str, Any]) -> bool:
    at = any(row in finding.where.row and column in finding.where.column for row, column in report["places"])
    return at and finding.kind.name == report["kind"]


def test_there_are_sixty_of_either_and_no_two_have_one_name() -> None:
    assert len({report["name"] for report in REPORTS}) == len(REPORTS) >= 60
    assert len(FAULTY) >= 60


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["name"])
def test_of_a_sound_report_nothing_is_said(report: dict[str, Any]) -> None:
    assert not findings(report["text"])


@pytest.mark.parametrize("report", FAULTY, ids=lambda report: report["name"])
def test_a_fault_is_named_at_its_place(report: dict[str, Any]) -> None:
    """What cannot be seen is listed as such, and why."""
    named = [one for one in findings(faulty(report)) if names(one, report)]
    assert bool(named) is ("unseen" not in report)
    assert all(one.says and one.follows and one.where.row and one.where.column for one in named)
