"""Rules of packs, papers and publications, each with a row that breaks it and nothing else."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.constraints.rules import Case, like

TABLE_FROZEN, FIGURE_FROZEN = "board_packtable_of_frozen_pack", "board_packfigure_of_frozen_pack"


def pack_cases() -> Iterator[Case]:
    yield from _of_packs()
    yield from _of_texts()
    yield from _of_versions()


def _of_packs() -> Iterator[Case]:
    pack, table, figure = "board.Pack", "board.PackTable", "board.PackFigure"
    yield Case("pack_number_once", "twice", like(pack, slug="other"))
    yield Case("pack_says_why_anew", "no reason", like(pack, slug="other", number=2, reason=""))
    yield Case("pack_says_why_anew", "number nought", like(pack, slug="other", number=0, reason="x"))
    yield Case("frozen_rows_once", "twice", like("board.FrozenRows"))
    yield Case("pack_table_once", "twice", like(table), refused_later_by=TABLE_FROZEN)
    yield Case("pack_figure_once", "twice", like(figure), refused_later_by=FIGURE_FROZEN)
    for how, wrong in (
        ("neither", {"value": None, "words": ""}),
        ("both", {"value": Decimal(1), "words": "One"}),
    ):
        row = like(figure, key="other", **wrong)
        yield Case("pack_figure_is_number_or_words", how, row, refused_later_by=FIGURE_FROZEN)
    for name in ("label", "was", "now_is", "reason"):
        yield Case("restatement_says_all", f"no {name}", like("board.Restatement", **{name: ""}))


def _of_texts() -> Iterator[Case]:
    text, agreed, shown = "board.PaperText", "board.TextAgreement", "board.DisclosureOverride"
    yield Case("paper_text_version_once", "twice", like(text))
    for name in ("words", "role"):
        yield Case("paper_text_not_empty", f"no {name}", like(text, version=9, **{name: ""}))
    own = {"text": text_not_agreed, "agreed_by": "@manager"}
    yield Case("text_agreed_by_another", "its own writer", like(agreed, **own))
    yield Case("override_once", "twice", like(shown))
    for name in ("reason", "role"):
        yield Case("override_says_why", f"no {name}", like(shown, value="3", **{name: ""}))
    yield Case("template_says_why", "no reason", like("board.PaperTemplate", reason=""))


def _of_versions() -> Iterator[Case]:
    version, published = "board.PaperVersion", "board.Publication"
    unpublished = {"version__publication": None}
    yield Case("paper_version_once", "twice", like(version))
    yield Case("paper_version_says_what_it_corrects", "no notice", like(version, number=9, notice=""))
    yield Case("paper_drawing_once", "twice", like("board.PaperDrawing", where=unpublished))
    yield Case("paper_file_once", "twice", like("board.PaperFile", where=unpublished))
    later = {"version": version_not_published}
    yield Case("published_by_another", "who finished it", like(published, **later, published_by="@finance"))
    nobody = {"version": _version_nobody_finished, "finished_by": None}
    yield Case("published_by_another", "nobody finished it", like(published, **nobody))


def text_not_agreed() -> Any:
    from apps.board.models import PaperText

    return PaperText.objects.filter(agreement__isnull=True)[0]


def version_not_published() -> Any:
    from apps.board.models import PaperVersion

    return PaperVersion.objects.filter(publication__isnull=True)[0]


def _version_nobody_finished() -> Any:
    row = like("board.PaperVersion", number=8, notice="x", finished_by=None)()
    row.save()
    return row


def prepare_packs() -> None:
    """A pack and a paper of it with one row of everything."""
    from tests.board.packs.made import small_pack, small_paper

    small_paper(small_pack())
