"""What a file's rows are matched with: areas by ONS code, authorities by DfE code, lines by section 251 code."""

import re
from dataclasses import dataclass, field

from apps.benchmarking.models import Area, Authority, SpendLine
from apps.benchmarking.services.importing.table import FileRow
from apps.benchmarking.vocabulary import AreaLevel

LEVELS = {"national": AreaLevel.NATIONAL, "regional": AreaLevel.REGIONAL, "local authority": AreaLevel.AUTHORITY}
CODE_OF = {AreaLevel.NATIONAL: "country_code", AreaLevel.REGIONAL: "region_code", AreaLevel.AUTHORITY: "new_la_code"}
LINE_CODE = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(?!\.?[0-9])")
UNKNOWN = "No area has this code. Import the list of authorities that names it, then this file."
YEAR = re.compile(r"(20[0-9]{2})(?:[-/]?([0-9]{2}))?")


@dataclass(slots=True)
class Known:
    areas: dict[str, int] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)  # ONS code → level
    same: dict[int, int] = field(default_factory=dict)  # a further area of an authority → its first
    by_dfe_code: dict[str, int] = field(default_factory=dict)  # → area, of the authority's newest code
    authorities: dict[str, int] = field(default_factory=dict)  # DfE code → authority
    lines: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)  # a title as printed → its line's code, or nothing

    @classmethod
    def read(cls) -> "Known":
        known = cls()
        rows = Area.objects.order_by("pk").values_list(
            "ons_code", "level", "pk", "authority__dfe_code", "authority__ons_code"
        )
        firsts: dict[str, int] = {}
        for code, level, pk, dfe, newest in rows:
            known.areas[code], known.levels[code] = pk, level
            if dfe and (first := firsts.setdefault(dfe, pk)) != pk:
                known.same[pk] = first
            if dfe and code == newest:
                known.by_dfe_code[dfe] = pk
        known.authorities = dict(Authority.objects.values_list("dfe_code", "pk"))
        known.lines = dict(SpendLine.objects.values_list("code", "pk"))
        return known

    def area(self, row: FileRow) -> int | None:
        """By the row's level. None, with a problem noted, where it names none that is known."""
        level = LEVELS.get(row.text("geographic_level").casefold()) if row.has("geographic_level") else (
            AreaLevel.AUTHORITY
        )  # fmt: skip
        if level is None:
            row.refuse("geographic_level", "It is none of National, Regional and Local authority. Write one of them.")
            return None
        column = CODE_OF[level]
        code = row.text(column)
        if level is AreaLevel.AUTHORITY and code not in self.areas:
            found = self.by_dfe_code.get(row.text("old_la_code"))
            if found is not None and (not code or code in "cxzu:"):
                return found
            if not row.has(column) or not code:
                column = "old_la_code"
        found = self.areas.get(code)
        if found is None:
            row.refuse(column, UNKNOWN)
        elif self.levels.get(code, level) != level:
            row.refuse(
                column, f"This code is of the level {AreaLevel(self.levels[code]).label.lower()}. Check the row."
            )
            return None
        return found

    def area_of_dfe_code(self, row: FileRow, column: str) -> int | None:
        found = self.by_dfe_code.get(row.text(column))
        if found is None:
            row.refuse(column, UNKNOWN)
        return found

    def authority(self, row: FileRow, column: str) -> int | None:
        found = self.authorities.get(row.text(column))
        if found is None:
            row.refuse(column, "No authority has this DfE code. Import the list of authorities that names it.")
        return found

    def line(self, title: str) -> int | None:
        """By the code at the start of a title; None of a line that is not kept."""
        code = self.titles.get(title)
        if code is None:
            found = LINE_CODE.match(title.strip())
            code = self.titles[title] = found[0] if found else ""
        return self.lines.get(code)


def financial_year(row: FileRow, name: str = "time_period") -> int | None:
    """The year in which it starts, of 202425, 2024-25 or 2024/25."""
    found = YEAR.fullmatch(row.text(name))
    if found and found[2] and (int(found[1]) + 1) % 100 == int(found[2]):
        return int(found[1])
    row.refuse(name, "It is no year such as 202425 or 2024-25. Write the year in which it starts and ends.")
    return None


def calendar_year(row: FileRow, name: str = "time_period") -> int | None:
    text = row.text(name)
    if re.fullmatch("20[0-9]{2}", text):
        return int(text)
    row.refuse(name, "It is no calendar year such as 2024. Write its four digits.")
    return None
