"""A page as a tree of elements, read with the standard library alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

INLINE = {"a", "abbr", "b", "em", "i", "small", "span", "strong"}
WORD_JOINER = "\u2060"  # keeps a sign with its amount; it is not read
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> set[str]:
        return set(self["class"].split())

    def all(self, tag: str = "", **attributes: str | None) -> "list[Element]":
        """Every element below with this tag and these attributes; None asks for the attribute with any value."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.below() if tag in ("", e.tag) and all(e.has(n, v) for n, v in wanted.items())]

    def first(self, tag: str = "", **attributes: str | None) -> "Element | None":
        return next(iter(self.all(tag, **attributes)), None)

    def has(self, name: str, value: str | None) -> bool:
        if name == "class" and value:
            return value in self.classes
        return name in self.attributes and value in (None, self[name])

    def below(self) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.below()

    def above(self) -> "Iterator[Element]":
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    def within(self, **attributes: str | None) -> "Element | None":
        """The nearest element above with these attributes."""
        return next((e for e in self.above() if all(e.has(n.rstrip("_"), v) for n, v in attributes.items())), None)

    @property
    def text(self) -> str:
        """All words below, those for screen readers among them; what is hidden from them is left out."""
        return " ".join("".join(self._words()).replace(WORD_JOINER, "").split())

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child["aria-hidden"] != "true" and child.tag not in ("script", "style", "noscript"):
                yield from child._words()
                if child.tag not in INLINE:
                    yield " "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Element("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        """Elements left open end with the one around them."""
        closed = next((e for e in (self.at, *self.at.above()) if e.tag == tag), None)
        if closed and closed.parent:
            self.at = closed.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root
