"""Styles of an ODS: each is made once, when it is first asked for."""

from typing import Any

from odf import number, style

FACE, SIZE, TITLE_SIZE = "Arial", "12pt", "16pt"
TITLE = "Heading_20_1"  # which programs show as “Heading 1”
LOOKS = {
    "head": {"fontweight": "bold"},
    "bold": {"fontweight": "bold"},
    "link": {"color": "#12436d", "textunderlinestyle": "solid"},
}
RULE = "0.05cm solid #17212b"


class Looks:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[str, ...], Any] = {}

    def get(self, family: str, *what: str) -> Any:
        """A style of cells, columns or sheets; each is made once."""
        key = (family, *what)
        if key not in self.made:
            self.made[key] = getattr(self, f"_{family}_look")(f"{family}{len(self.made)}", *what)
        return self.made[key]

    def _table_look(self, name: str) -> Any:
        made = style.Style(name=name, family="table", masterpagename="Default")
        made.addElement(style.TableProperties(display="true"))
        self.book.automaticstyles.addElement(made)
        return made

    def _column_look(self, name: str, breadth: str) -> Any:
        made = style.Style(name=name, family="table-column")
        made.addElement(style.TableColumnProperties(columnwidth=breadth))
        self.book.automaticstyles.addElement(made)
        return made

    def _cell_look(self, name: str, weight: str, side: str, wrap: str, decimals: str = "") -> Any:
        form = {"datastylename": self.get("form", decimals)} if decimals else {}
        made = style.Style(name=name, family="table-cell", parentstylename="Default", **form)
        wraps = {"wrapoption": "wrap"} if wrap else {}
        edge = {"borderbottom": RULE, "verticalalign": "bottom"} if weight == "head" else {"verticalalign": "top"}
        made.addElement(style.TableCellProperties(**edge, **wraps))
        made.addElement(style.ParagraphProperties(textalign="end" if side == "right" else "start"))
        if weight:
            made.addElement(style.TextProperties(**LOOKS[weight]))
        self.book.automaticstyles.addElement(made)
        return made

    def _form_look(self, name: str, decimals: str) -> Any:
        made = number.NumberStyle(name=name)
        made.addElement(number.Number(decimalplaces=decimals, minintegerdigits="1", grouping="true"))
        self.book.automaticstyles.addElement(made)
        return made

    def add_defaults(self, language_tag: str) -> None:
        """Face, size and language of every cell; the title's style; pages on their side, as wide as the table."""
        language, _, country = language_tag.partition("-")
        face = style.TextProperties(fontfamily=FACE, fontsize=SIZE, language=language, country=country or "GB")
        base = style.Style(name="Default", family="table-cell")
        base.addElement(face)
        title = style.Style(name=TITLE, displayname="Heading 1", family="table-cell", parentstylename="Default")
        title.addElement(style.TextProperties(fontsize=TITLE_SIZE, fontweight="bold"))
        default = style.DefaultStyle(family="table-cell")
        default.addElement(
            style.TextProperties(fontfamily=FACE, fontsize=SIZE, language=language, country=country or "GB")
        )
        for each in (default, base, title):
            self.book.styles.addElement(each)
        layout = style.PageLayout(name="Wide")
        layout.addElement(
            style.PageLayoutProperties(
                pagewidth="29.7cm",
                pageheight="21cm",
                printorientation="landscape",
                scaletox="1",
                scaletoy="0",
                margin="1.5cm",
            )
        )
        self.book.automaticstyles.addElement(layout)
        self.book.masterstyles.addElement(style.MasterPage(name="Default", pagelayoutname=layout))
