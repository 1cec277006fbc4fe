"""Loads bodies, their meetings, what each was asked, the committee's questions and the risk that the report names."""

from apps.board.models import AgendaItem, Body, EnquiryQuestion, Meeting, Risk, RiskVersion
from apps.core.loading import Load, Ref, Table

BODIES = Table(
    file="bodies.csv", model=Body, key=("slug",), columns=("slug", "name", "kind"), written_since="recorded_at"
)
MEETINGS = Table(
    file="meetings.csv",
    model=Meeting,
    key=("slug",),
    columns=("slug", "date", "day_known", "status", "purpose"),
    refs=(Ref("body", ("body",), ("slug",)),),
    written_since="edited_at",
)
ITEMS = Table(
    file="agenda_items.csv",
    model=AgendaItem,
    key=("meeting", "order"),
    columns=("order", "label", "title", "asked", "question"),
    refs=(Ref("meeting", ("meeting",), ("slug",)),),
    written_since="edited_at",
)
QUESTIONS = Table(
    file="enquiry_questions.csv",
    model=EnquiryQuestion,
    key=("body", "number"),
    columns=("number", "words", "note", "answers"),
    refs=(Ref("body", ("body",), ("slug",)),),
)
RISK_COLUMNS = ("version", "title", "description", "status")
RISKS = Table(
    file="risks.csv",
    model=Risk,
    key=("slug",),
    columns=("slug",),
    elsewhere=RISK_COLUMNS,
    append_only=True,
)
RISK_VERSIONS = Table(
    file="risks.csv",
    model=RiskVersion,
    key=("risk", "version"),
    columns=RISK_COLUMNS,
    refs=(Ref("risk", ("slug",), ("slug",)),),
    append_only=True,
)


def load_meetings(load: Load) -> None:
    for table in (BODIES, MEETINGS, ITEMS, QUESTIONS, RISKS, RISK_VERSIONS):
        load.table(table)
