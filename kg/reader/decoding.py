"""Bytes to text: byte-order mark, strict UTF-8, then whichever encoding gives the likeliest Chinese.

A byte-order mark says how to decode and is no part of the text; every other character is kept, line ends
included.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from kg.knowledge.segmenting import common_characters
from kg.reader.unreadable import Unreadable

#: Marks by their bytes, longest first: the UTF-32 mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8"}
#: GB18030 holds GBK and GB2312, so those need no names of their own.
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
#: Encodings that write Chinese in ASCII, and what that looks like.
_IN_ASCII = (("hz", re.compile(rb"~\{[!-~]{2}")), ("utf-7", re.compile(rb"\+[A-Za-z0-9+/]{3,}")))
#: Characters that nobody sees, and that say nothing of how a text was decoded.
_UNSEEN = frozenset("\u00ad\ufeff").union(
    chr(code)
    for first, last in (
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xE0000, 0xE007F),
    )
    for code in range(first, last + 1)
)
#: Probability of one character by its kind; only the ratios matter.
_ASCII, _OTHER_HAN, _FOREIGN, _UNASSIGNED, _CONTROL = 5e-3, 2e-7, 1e-8, 1e-11, 1e-12
_CHINESE_MARKS = frozenset("，。、；：？！“”‘’（）《》【】—…·　「」『』〈〉〔〕％～□■●▲△◎○◆★")
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\x1a\x1b")
#: Besides control characters the two that no XML can hold and some readers of RDF refuse.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\ufffe\uffff]")
_DAMAGE = re.compile("\ufffd+")
#: Between two damaged places of a text stand more Han characters than this; by chance there are hardly any.
_FEW_BETWEEN = 10
_ONLY_TEXT = "name text files (.txt, .md, .jsonl) only"
#: Below this share of common characters, text of at least `_ENOUGH_HAN` Han characters is no Chinese.
_LEAST_COMMON, _ENOUGH_HAN = 0.35, 12


class Undecodable(Unreadable):
    """Bytes that are no text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte-order mark, and the Python name of the encoding it was written in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Decode ``data``; raises `Undecodable` for what is binary, damaged, or no Chinese in any known
    encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(Decoded(_strict(data[len(mark) :], encoding, len(mark)), encoding))
    utf8 = _attempt(data, "utf-8")
    if utf8 is not None and _first_control(utf8) is None:
        return (_in_ascii(data) if utf8.isascii() else None) or _checked(Decoded(utf8, "utf-8"))
    if utf8 is not None and ("\ufffe" in utf8 or "\uffff" in utf8):
        raise _with_control(utf8)
    found = _likeliest(data)
    if found is None:
        raise _nothing_fits(data)
    return _checked(found)


def likeliest(sample: bytes) -> str | None:
    """The encoding in which the beginning of a file, some of which may be damaged, is likeliest Chinese; None if in none.

    UTF-8 is not among those that are looked at.
    """
    marked = next((encoding for mark, encoding in _MARKS if sample.startswith(mark)), None)
    if marked is not None:
        return marked if marked in _CANDIDATES else None
    readings = [Decoded(sample.decode(name, "replace"), name) for name in _CANDIDATES]
    best = max(readings, key=lambda reading: likelihood(reading.text))
    return best.encoding if _reads_as_text(best.text) and _is_mostly_chinese(best.text) else None


def likelihood(text: str) -> float:
    """The logarithm of how probable ``text`` is as Chinese, each character by itself."""
    return sum(count * _log_probability(char) for char, count in Counter(text).items())


def _likeliest(data: bytes) -> Decoded | None:
    readings = [Decoded(text, name) for name in _CANDIDATES if (text := _attempt(data, name)) is not None]
    best = max(readings, key=lambda reading: likelihood(reading.text), default=None)
    return best if best is not None and _reads_as_text(best.text) and _is_mostly_chinese(best.text) else None


def _in_ascii(data: bytes) -> Decoded | None:
    """What is ASCII, if that stands for Chinese in one of the old encodings for mail."""
    for name, mark in _IN_ASCII:
        text = _attempt(data, name) if mark.search(data) else None
        han = [] if text is None else [char for char in text if "\u4e00" <= char <= "\u9fff"]
        known = sum(char in common_characters() for char in han)
        if text is not None and han and known >= _LEAST_COMMON * len(han) and _is_mostly_chinese(text):
            return _checked(Decoded(text, name))
    return None


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _strict(data: bytes, encoding: str, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte {error.start + skipped} (line {_line(data, error.start, encoding)})"
        raise Undecodable(
            f"mis-encoded: its byte-order mark says {encoding}, but {where} is not valid {encoding}",
            "save the file again as UTF-8",
            code="encoding",
        ) from None


def _line(data: bytes, at: int, encoding: str) -> int:
    return data[:at].decode(encoding, errors="ignore").count("\n") + 1


def _nothing_fits(data: bytes) -> Undecodable:
    """Why no encoding fits: what is text for the most part is told where it is damaged, anything else is binary or
    foreign.
    """
    damaged = _damaged(data)
    if damaged is not None:
        encoding, at = damaged
        where = f"byte {at} (line {_line(data, at, encoding)})"
        return Undecodable(
            f"mis-encoded: {_NAMES.get(encoding, encoding)}, but {where} is not",
            "mend that place or export the file again",
            code="encoding",
        )
    utf8 = _attempt(data, "utf-8")
    if utf8 is not None and _reads_as_text(utf8):
        return _with_control(utf8)
    if utf8 is None and not _has_controls(data):
        names = ", ".join(("utf-8", *_CANDIDATES))
        return Undecodable(
            f"mis-encoded: no Chinese in {names}, or in several of them",
            "save the file as UTF-8",
            code="encoding",
        )
    control = _first_control(data.decode("latin-1"))
    at = 0 if control is None else control
    return Undecodable(f"binary: byte {at} is 0x{data[at]:02x}", _ONLY_TEXT, code="binary")


def _damaged(data: bytes) -> tuple[str, int] | None:
    """The encoding in which the beginning of ``data``, at least half of it, reads as Chinese, and where that ends."""
    found = [(end, name) for name in ("utf-8", *_CANDIDATES) if (end := _valid_until(data, name)) is not None]
    for end, name in sorted(found, reverse=True):
        text = data[:end].decode(name, errors="ignore")
        chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
        if end * 2 >= len(data) and chinese and _first_control(text) is None and _reads_as_text(text):
            return (name, end) if name == "utf-8" or _is_mostly_chinese(text) else None
    return ("utf-8", _valid_until(data, "utf-8") or 0) if _mostly_utf8(data) else None


def _valid_until(data: bytes, encoding: str) -> int | None:
    """Where ``data`` stops to be of an encoding; None if it never does."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether what is damaged of ``data`` are a few places in UTF-8: between two of them stand many Han characters."""
    if _valid_until(data, "utf-8") is None:
        return False
    text = data.decode("utf-8", errors="replace")
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return han > _FEW_BETWEEN * len(_DAMAGE.findall(text)) and _reads_as_text(_DAMAGE.sub("", text))


def _has_controls(data: bytes) -> bool:
    return _CONTROLS.search(data.decode("latin-1")) is not None


def _checked(found: Decoded) -> Decoded:
    """``found`` unless it is empty, binary, or mojibake that happens to decode."""
    text = found.text
    if not text.strip():
        raise Undecodable(
            "empty: it holds no characters but white space", "leave it out or fill it", code="empty"
        )
    if _first_control(text) is not None:
        raise _with_control(text)
    if not _reads_as_text(text):
        raise Undecodable(
            f"mis-encoded: decodes as {found.encoding}, but does not read as Chinese",
            "it was decoded wrongly before it was saved: export it again from its source as UTF-8",
            code="encoding",
        )
    return found


def _with_control(text: str) -> Undecodable:
    at = _first_control(text) or 0
    line = text.count("\n", 0, at) + 1
    what = "the control character" if text[at] < "\ufffe" else "no character:"
    return Undecodable(
        f"binary: character {at} (line {line}) is {what} U+{ord(text[at]):04X}",
        f"take such characters out if it is a text; else {_ONLY_TEXT}",
        code="binary",
    )


def _first_control(text: str) -> int | None:
    match = _CONTROLS.search(text)
    return match.start() if match else None


def _reads_as_text(text: str) -> bool:
    """Whether text has the common characters of Chinese, or too few Han characters to tell, and is not
    damaged.
    """
    if text.count("\ufffd") * 20 > len(text):
        return False
    known = common_characters()
    counted = Counter(text)
    seen = len(text) - sum(counted.pop(char, 0) for char in _UNSEEN)
    han = sum(count for char, count in counted.items() if "\u3400" <= char <= "\u9fff")
    odd = sum(count for char, count in counted.items() if _log_probability(char) <= math.log(_UNASSIGNED))
    if odd * 5 > seen:
        return False
    if han < _ENOUGH_HAN:
        return not _is_double_encoded(text)
    return sum(count for char, count in counted.items() if char in known) >= _LEAST_COMMON * han


def _is_mostly_chinese(text: str) -> bool:
    """Whether Han characters, Chinese marks and ASCII make up nearly all of a text."""
    foreign = math.log(_FOREIGN)
    odd = sum(count for char, count in Counter(text).items() if _log_probability(char) <= foreign)
    return odd * 10 <= len(text)


def _is_double_encoded(text: str) -> bool:
    """UTF-8 that was read as Latin-1 or Windows-1252 and saved again: Ã¥, Ã¦ and the like all over."""
    for wrong in ("latin-1", "cp1252"):
        try:
            mended = text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
        if any("\u4e00" <= char <= "\u9fff" for char in mended):
            return True
    return False


@cache
def _log_probability(char: str) -> float:
    per_million = common_characters().get(char)
    if per_million is not None:
        return math.log(max(per_million, 1) / 1_000_000)
    if char < "\x80":
        return math.log(_ASCII if char.isprintable() or char in _TEXT_CONTROLS else _CONTROL)
    if char in _CHINESE_MARKS or "\uff01" <= char <= "\uff5e":
        return math.log(_ASCII)
    if "\u4e00" <= char <= "\u9fff":
        return math.log(_OTHER_HAN)
    if "\ue000" <= char <= "\uf8ff" or char >= "\U000e0000" or not char.isprintable():
        return math.log(_UNASSIGNED)
    return math.log(_FOREIGN)
