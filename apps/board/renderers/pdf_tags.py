"""What PDF/UA-1 asks and WeasyPrint leaves out: scopes and names of header cells, the foot of a page as no content.

The document is given as WeasyPrint's objects, before they are written.
"""

from collections.abc import Mapping
from typing import Any

Objects = Mapping[int, Any]


def finish_tags(_document: Any, pdf: Any) -> None:
    objects = {item.number: item for item in pdf.objects}
    for item in pdf.objects:
        if _kind(item) == "/TH":
            _give_scope(item, objects)
    for item in pdf.objects:
        if isinstance(item, Mapping) and item.get("Type") == "/Page":
            _mark_foot(item, pdf, objects)
    _list_names(pdf, objects)


def _list_names(pdf: Any, objects: Objects) -> None:
    """Cells name the cells that head them; where those stand is found by a tree of names."""
    import pydyf

    named = sorted((item["ID"].string, item) for item in pdf.objects if _kind(item) and "ID" in item)
    pairs = [part for name, item in named for part in (pydyf.String(name), item.reference)]
    tree = pydyf.Dictionary({"Names": pydyf.Array(pairs)})
    pdf.add_object(tree)
    root = objects[_number(pdf.catalog["StructTreeRoot"])]
    root["IDTree"] = tree.reference
    root["ParentTreeNextKey"] = len(objects[_number(root["ParentTree"])]["Nums"]) // 2


def _give_scope(cell: Any, objects: Objects) -> None:
    group = _parent(_parent(cell, objects), objects)
    cell["A"]["Scope"] = "/Column" if _kind(group) == "/THead" else "/Row"


def _mark_foot(page: Any, pdf: Any, objects: Objects) -> None:
    """What stands in a page's margins is an artifact: it is in no part of the tree, and is not read out."""
    root = objects[_number(pdf.catalog["StructTreeRoot"])]
    whole = objects[_number(root["K"][0])]
    numbers = objects[_number(root["ParentTree"])]["Nums"]
    owners = numbers[2 * page["StructParents"] + 1]
    read = {_number(kid) for kid in whole["K"]}
    content = objects[_number(page["Contents"])].stream
    for marked, owner in enumerate(owners):
        if _top(_number(owner), whole.number, objects) not in read:
            owners[marked] = b"null"
            _as_artifact(content, marked)


def _top(number: int, whole: int, objects: Objects) -> int:
    """The ancestor that stands right under the whole document."""
    while (above := _number(objects[number]["P"])) != whole:
        number = above
    return number


def _as_artifact(content: list[Any], marked: int) -> None:
    for place, item in enumerate(content):
        if isinstance(item, Mapping) and item.get("MCID") == marked:
            content[place - 1 : place + 2] = ["/Artifact", b"BMC"]
            return


def _kind(item: Any) -> str:
    return str(item.get("S", "")) if isinstance(item, Mapping) else ""


def _parent(element: Any, objects: Objects) -> Any:
    return objects.get(_number(element["P"])) if _kind(element) else None


def _number(reference: Any) -> int:
    return int(bytes(reference).split()[0])
