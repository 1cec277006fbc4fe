"""The spreadsheet of a position, which is one of few rows."""

from apps.core.sheets_in.checked import SheetForm, sheet_field


class PositionSheetForm(SheetForm):
    sheet = sheet_field("2 MB at most")
