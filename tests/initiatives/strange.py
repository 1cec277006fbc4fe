"""Values that people and programs send, and what a refusal of one must say. Seeded: the same ones every time."""

import random
import re

from tests.initiatives.claims.sharing import upn

IDENTIFYING = ("A123456789012", "943 476 5919", "BH1 2AB", "born 3 May 2019")
STRANGE = [
    "", " ", "0", "-1", "1", "2", "1.5", "1e9", "1e-9", "9" * 11, "9" * 40, "nan", "inf", "-inf", "None", "null",
    "true", "<script>alert(1)</script>", "'; DROP TABLE claim; --", "%", "%s", "{{ 7 }}", "\x00", "a\x00b", "é" * 170,
    "🦉", "../..", "[]", "{}", "=1+1", "@SUM(A1)", "+1", "１２", "٣", "½", "1,000", "1,00", "1 000", "0x10", "100",
    "100.0001", "100%", "£1,400", "£ 12.50", "1.999", "12.5", "1-46, 50", "46-1", "1-", "-", "1,,2", "1,1", "3-4,4-5",
    "all", "ALL ", "1 to 3", "1–3", "0-3", "September 2025", "sept 2025", "9/2025", "2025-09", "13/2025",
    "31 March 2026", "Sometime 2025", "May 1999", "May 2101", "\u200b", "\u202ehidden", "x" * 5_000, *IDENTIFYING,
]  # fmt: skip
REMEDY = re.compile(
    r"\b(Enter|Choose|Use|Take|Write|Check|Name|Change|Leave|Say|Draw|Clear|Set|Open|Fill|Tick|Grade|Attach|Keep|Put"
    r"|Save|Shorten|Split|Paste|Begin|Start|Show|Move|Renew|choose|enter|clear|cite|attach)\b"
)
# Django's own, and lengths, say what is wrong without repeating what may be thousands of characters.
WITHOUT_VALUE = ("Null characters are not allowed.", "characters at most; this has", "There are no words in it.")
ALPHABETS = (
    "0123456789", "0123456789,.-–%£ ", "0123456789,.-–%£ to allJanuryFebSptm/", "abcdefghij KLMNOP.,'",
    "é🦉\u200b½٣１<>\"'&;",
)  # fmt: skip


def value(chance: random.Random, sound: str) -> str:
    """One of the listed, a likely or a wild text, or the sound value with a character more, less or another."""
    match chance.randrange(6):
        case 0:
            return chance.choice(STRANGE)
        case 1 | 2:
            return "".join(chance.choices(chance.choice(ALPHABETS), k=chance.randrange(15)))
        case 3:
            return "".join(chr(chance.choice((chance.randrange(0x250), chance.randrange(0xD7FF)))) for _ in range(9))
        case 4:
            return f"{chance.choice(('', '-', '£', '+'))}{chance.randrange(10 ** chance.randrange(1, 9))}"
        case _:
            at = chance.randrange(len(sound) + 1)
            extra = chance.choice(("", " ", "9", ".", ",", "x", "\x00", "%"))
            return sound[:at] + extra + sound[at + chance.randrange(2) :]


def check_refusal(value: str, sentence: str) -> None:
    assert REMEDY.search(sentence) or any(said in sentence for said in WITHOUT_VALUE), sentence
    short = value.strip()[:40]
    named = "“" in sentence or not value.strip() or any(said in sentence for said in WITHOUT_VALUE)
    assert named or short in sentence or re.search(r"\d", sentence), (value, sentence)


def identifies(text: str) -> bool:
    return any(bad in text for bad in (*IDENTIFYING, upn(1)))
