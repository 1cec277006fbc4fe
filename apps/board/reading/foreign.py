"""Files of another kind than those that are read: what each is, in words, and what to do instead."""

PDF, OLD_OFFICE = b"%PDF", bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER = "{} is not a DOCX, XLSX, ODS or CSV file. Save it as one of them, or paste its text."
OF_A_PDF = (
    "{} is a PDF, which keeps no tables. Choose the Word or Excel file that it was made from, or copy its tables and "
    "paste them; from a scanned page nothing can be copied, and its figures have to be typed."
)
LOCKED = "{} is protected by a password. Open it, take the password off, and save it again."
OLD = "{} is an old Office file. Open it, save it as {}, and choose that file."
MACROS = "{} is a file with macros. Save it as {} without them, and choose that file."
SAVED_AS = {
    "doc": (OLD, "DOCX"), "dot": (OLD, "DOCX"), "xls": (OLD, "XLSX"), "xlt": (OLD, "XLSX"),
    "docm": (MACROS, "DOCX"), "dotm": (MACROS, "DOCX"), "xlsm": (MACROS, "XLSX"), "xlsb": (MACROS, "XLSX"),
}  # fmt: skip


def why_not(name: str, kind: str, content: bytes, known: bool) -> str:
    """Why a file of this ending and beginning is not read; blank where it may be. ``known`` endings have a reader."""
    if kind == "pdf" or content.startswith(PDF):
        return OF_A_PDF.format(name)
    if content.startswith(OLD_OFFICE) and ENCRYPTED in content:
        return LOCKED.format(name)
    if kind in SAVED_AS:
        words, better = SAVED_AS[kind]
        return words.format(name, better)
    if content.startswith(OLD_OFFICE):
        return OLD.format(name, "DOCX or XLSX")
    return "" if known else OTHER.format(name)
