"""From the characters of a page to the clean text that extraction reads, with the place of each.

Dropped: line ends, characters that cannot be seen, and spaces, save one between two Latin words or numbers, and in
headlines and bylines one wherever it parts names or phrases. Replaced one by one:

- full-width digits and Latin letters by ASCII, ％ by %, and ． between digits by a point
- , ; : ? ! ( ) by ，；：？！（） unless they stand between two ASCII letters or digits
- ‘ ’ 「 」 『 』 and paired " by “ ” (’ between Latin letters stays)
- compatibility and radical code points of Han characters by the characters themselves

Nothing is inserted inside a block.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

#: Spaces, and what nobody sees: joiners, marks of direction, selectors of variants, tags.
_SPACES = (
    r"\s\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\xad\u061c\u180b-\u180f\ufe00-\ufe0f"
    r"\U000e0000-\U000e0fff"
)
_SPACE = re.compile(rf"[{_SPACES}]")
_SPECIAL = re.compile(
    rf"[{_SPACES}]+|[０-９Ａ-Ｚａ-ｚ％．,;:?!()‘’「」『』〝〞\"\u2e80-\u2fdf\uf900-\ufaff]|\*\*"
)
_WIDE = str.maketrans(
    {
        chr(code): chr(code - 0xFEE0)
        for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    }
    | {"％": "%"}
)
_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_QUOTES = {"‘": "“", "’": "”", "「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”"}


#: What an item of a column is told by, before its first words: ●区教育局 某小学…, **区人社局** 近日….
_LABEL = re.compile(
    "(?P<item>[▲●■◆★○◎])? ?(?:\\*\\*)?[一-龥]{2,9}[局委办部队司](?P<bold>\\*\\*)?(?(item)|(?<=\\*))"
)
#: It has so many characters at most, with its marks.
_LONGEST_LABEL = 16


class Cleaner:
    """Collects clean characters and their offsets over the ranges of one block.

    ``spaced`` keeps a space between names or phrases: for headlines and bylines.
    """

    def __init__(self, page: str, spaced: bool) -> None:
        self._page = page
        self._spaced = spaced
        self._brackets: list[bool] = []
        self._quote_open = False
        self.chars: list[str] = []
        self.offsets: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Append ``page[start:end]``, cleaned."""
        at = start
        for match in _SPECIAL.finditer(self._page, start, end):
            self._copy(at, match.start())
            self._special(match, start, end)
            at = match.end()
        self._copy(at, end)

    def _copy(self, start: int, end: int) -> None:
        self.chars.append(self._page[start:end])
        self.offsets.extend(range(start, end))

    def _put(self, char: str, at: int) -> None:
        self.chars.append(char)
        self.offsets.append(at)

    def _special(self, match: re.Match[str], start: int, end: int) -> None:
        char, at = match.group(), match.start()
        if _SPACE.match(char):
            self._space(at, match.end(), start, end)
        elif char in "()":
            self._put(self._bracket(char, at, start, end), at)
        elif char in _MARKS:
            self._put(char if self._latin_around(at, start, end) else _MARKS[char], at)
        elif char == '"':
            self._quote_open = not self._quote_open
            self._put("“" if self._quote_open else "”", at)
        elif char != "**":
            self._put(self._replacement(char, at, start, end), at)

    def _replacement(self, char: str, at: int, start: int, end: int) -> str:
        if char in "’．":
            before, after = self._neighbours(at, at + 1, start, end)
            if char == "’" and _is_letter(before) and _is_letter(after):
                return char
            if char == "．":
                return "." if before.isdigit() and after.isdigit() else char
        return _QUOTES.get(char) or _plain_han(char).translate(_WIDE)

    def _bracket(self, char: str, at: int, start: int, end: int) -> str:
        """A bracket is full-width if its partner is."""
        if char == "(":
            self._brackets.append(self._latin_around(at, start, end))
            latin = self._brackets[-1]
        else:
            latin = self._brackets.pop() if self._brackets else self._latin_around(at, start, end)
        return char if latin else _MARKS[char]

    def _latin_around(self, at: int, start: int, end: int) -> bool:
        before, after = self._neighbours(at, at + 1, start, end)
        return _is_latin(before) and _is_latin(after)

    def _neighbours(self, left: int, right: int, start: int, end: int) -> tuple[str, str]:
        """The characters on both sides of ``page[left:right]``, one space passed over."""
        page = self._page
        before = page[left - 1] if left > start else ""
        if before == " ":
            before = page[left - 2] if left - 1 > start else ""
        after = page[right] if right < end else ""
        if after == " ":
            after = page[right + 1] if right + 1 < end else ""
        return before, after

    def _label(self, start: int, end: int) -> re.Match[str] | None:
        """What an item is told by, if the block's first characters are that; its mark may stand before the block."""
        marked = _LABEL.fullmatch(self._page, max(0, start - 1), end)
        return marked or _LABEL.fullmatch(self._page, start, end)

    def _space(self, at: int, stop: int, start: int, end: int) -> None:
        before = self._page[at - 1] if at > start else ""
        after = self._page[stop] if stop < end else ""
        latin = _is_latin(before) and _is_latin(after)
        label = None if self._spaced or at - start > _LONGEST_LABEL else self._label(start, at)
        ends = (label is not None and label["bold"] is not None) or _ends_word(before)
        parting = latin or ((self._spaced or label is not None) and ends and _begins_word(after))
        visible = next((i for i in range(at, min(stop, at + 8)) if self._page[i].isspace()), None)
        if parting and visible is not None:
            self._put(" ", visible)


def cleaned(page: str, ranges: Iterable[tuple[int, int]], spaced: bool) -> tuple[str, list[int]]:
    """The clean characters of ``ranges`` of a page, joined, and the page offset of each."""
    cleaner = Cleaner(page, spaced)
    for start, end in ranges:
        cleaner.add(start, end)
    return "".join(cleaner.chars), cleaner.offsets


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_latin(char: str) -> bool:
    return (
        (char.isascii() and char.isalnum())
        or "０" <= char <= "９"
        or "Ａ" <= char <= "Ｚ"
        or "ａ" <= char <= "ｚ"
    )


def _ends_word(char: str) -> bool:
    return char.isalnum() or char in tuple("”’」』》）】)")


def _begins_word(char: str) -> bool:
    return char.isalnum() or char in tuple("“‘「『《（【(")


@cache
def _plain_han(char: str) -> str:
    """The Han character that a compatibility code point stands for; the character itself if it stands for
    none.
    """
    if not ("\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff"):
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char
