"""The text blocks of a committee paper, in the order of the council's own form.

Header rows, the eleven numbered sections, and what introduces each appendix. Every one is written by somebody in a
named role and agreed by somebody else; sections 5 to 11 are implications, and none may be empty.
"""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    HEADER = "header"
    SECTION = "section"
    QUESTION = "question"
    APPENDIX = "appendix"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """``number`` is the section's. ``tables`` are placed after its text, or where the text names them on a line."""

    slug: str
    heading: str
    place: Place
    number: str = ""
    implications: bool = False
    tables: tuple[str, ...] = ()
    lettered: bool = False
    hint: str = ""

    @property
    def name(self) -> str:
        """As a list of texts names it, where no heading stands above it."""
        if self.place == Place.APPENDIX and self.number:
            return f"Appendix {self.number}: {self.heading}"
        return f"{self.number}. {self.heading}" if self.place == Place.SECTION else self.heading


HEADER = (
    TextBlock("subject", "Report subject", Place.HEADER),
    TextBlock("status", "Status", Place.HEADER, hint="Public or exempt, as the council words it."),
    TextBlock("executive-summary", "Executive summary", Place.HEADER),
    TextBlock(
        "recommendations", "Recommendations", Place.HEADER, lettered=True,
        hint="A sentence that leads in, then one recommendation a line, each beginning with “- ”.",
    ),
    TextBlock("reason", "Reason for recommendations", Place.HEADER),
    TextBlock("portfolio-holder", "Portfolio holder", Place.HEADER),
    TextBlock("corporate-director", "Corporate director", Place.HEADER),
    TextBlock("authors", "Report authors", Place.HEADER),
    TextBlock("wards", "Wards", Place.HEADER),
    TextBlock("classification", "Classification", Place.HEADER),
)  # fmt: skip
SECTIONS = (
    TextBlock("background", "Background", Place.SECTION, "1"),
    TextBlock("purpose", "Purpose", Place.SECTION, "2"),
    TextBlock("current-status", "Current status", Place.SECTION, "3"),
    TextBlock("enquiry", "Key lines of enquiry: invest to save and evidence", Place.SECTION, "4"),
    TextBlock("financial", "Summary of financial implications", Place.SECTION, "5", True, ("table-4",)),
    TextBlock("legal", "Summary of legal implications", Place.SECTION, "6", True),
    TextBlock("human-resources", "Summary of human resources implications", Place.SECTION, "7", True),
    TextBlock("sustainability", "Summary of sustainability impact", Place.SECTION, "8", True),
    TextBlock("public-health", "Summary of public health implications", Place.SECTION, "9", True),
    TextBlock("equality", "Summary of equality implications", Place.SECTION, "10", True),
    TextBlock("risk", "Summary of risk assessment", Place.SECTION, "11", True),
)
QUESTIONS = (
    TextBlock("question-1", "What has been put in place", Place.QUESTION, "4", tables=("table-1",)),
    TextBlock("question-2", "What evidence there is of its impact", Place.QUESTION, "4",
              tables=("table-2", "table-3", "approved-claims")),
    TextBlock("question-3", "What is being developed", Place.QUESTION, "4", tables=("new-initiatives",)),
    TextBlock("question-4", "What will be requested", Place.QUESTION, "4", tables=("requests",)),
)  # fmt: skip
BACKGROUND = TextBlock(
    "background-papers", "Background papers", Place.APPENDIX, hint="One paper a line, each beginning with “- ”."
)
APPENDICES = (
    TextBlock("appendix-1", "Key lines of enquiry raised by the committee", Place.APPENDIX, "1"),
    TextBlock("appendix-2", "Initiatives funded from outside the High Needs Block", Place.APPENDIX, "2",
              tables=("appendix-2",)),
    TextBlock("appendix-3", "Benchmarking of high needs block budgets", Place.APPENDIX, "3", tables=("appendix-3",)),
)  # fmt: skip
BLOCKS = (*HEADER, *SECTIONS[:4], *QUESTIONS, *SECTIONS[4:], BACKGROUND, *APPENDICES)
BY_SLUG = {block.slug: block for block in BLOCKS}
