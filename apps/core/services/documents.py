"""Loads the documents that a folder's figures come from: the first is the folder's own."""

from apps.core.loading import Load, Table, read_toml
from apps.core.models import Document

FILE = "document.toml"


def load_documents(load: Load) -> None:
    rows = read_toml(load.folder, FILE, "document")
    load.table(
        Table(
            file=FILE,
            model=Document,
            key=("slug",),
            columns=("slug", "title", "body", "date", "status", "is_meeting_paper", "licence", "address"),
        ),
        rows,
    )
    load.document = Document.objects.get(slug=rows[0].cells["slug"])
