"""Bytes of a web page become a tree of elements, whatever their declared charset says; nothing is ever fetched."""

from __future__ import annotations

import re
import sys
from typing import Any

from kg.reader.decoding import Decoded, Undecodable, decode
from kg.reader.records import NO_TEXT
from kg.reader.unreadable import Unreadable

#: An element of lxml, which has no types of its own.
Element = Any

_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 12, 13))
#: So much of a page may be damaged before it is refused, and its encodings then, likeliest first.
_DAMAGED, _LENIENT = 0.02, ("utf-8", "gb18030", "big5hkscs")
_REFERENCE = re.compile(
    r"&#(?:x0{0,9}(?P<hex>[0-9a-f]{1,8})|0{0,9}(?P<number>[0-9]{1,8}))(?![0-9a-f]);?", re.I
)
_TAG = re.compile(r"<[^<>]*+>")
#: What is no text up to its end, and its end.
_UNTIL = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))
_HAN = re.compile(r"[\u3400-\u9fff]")
#: A tag that may have more attributes than any has, and how many that is: parsers compare each with all others.
_LONG_TAG = re.compile(r"<[a-z][^<>]{10000,}", re.I)
_MOST_ATTRIBUTES = 2_000
#: A tree that holds less than this share of the words of its source was not parsed to the end.
_LEAST_KEPT = 0.5


def decoded(data: bytes) -> Decoded:
    """The text of a page by its bytes alone, since declared charsets lie; a damaged place costs only itself.

    Raises `Unreadable` where more than a fiftieth of the characters would be lost.
    """
    bare = data if b"\0" in data[:512] else data.translate(None, _CONTROLS)
    try:
        return decode(bare)
    except Undecodable as error:
        readings = [Decoded(bare.decode(name, "replace"), name) for name in _LENIENT]
        best = min(readings, key=lambda reading: reading.text.count("\ufffd"))
        lost = best.text.count("\ufffd")
        if not bare.strip() or lost == 0 or lost > _DAMAGED * len(_HAN.findall(best.text)):
            raise error
        return best


def parsed(text: str) -> Element:
    """The root element. Raises `Unreadable` where a parser gives up, or gives back less than was written."""
    from lxml import etree

    text = _REFERENCE.sub(_text_alone, text)
    for tag in _LONG_TAG.finditer(text):
        if len(tag[0].split()) > _MOST_ATTRIBUTES:
            reason = f"a tag of more than {_MOST_ATTRIBUTES:,} attributes, character {tag.start()}"
            raise Unreadable(f"broken HTML: {reason}", "mend the page, or save its text")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable(f"broken HTML: {error}", "save the page again, or mend it") from None
    if root is None:
        raise Unreadable("broken HTML: no element in it", "save the page again, or mend it")
    limits = [each.message for each in parser.error_log if each.type_name == "ERR_RESOURCE_LIMIT"]
    if limits:
        raise Unreadable(
            f"HTML nested too deeply: {limits[0].split(',')[0]}", "mend the page, or save its text"
        )
    _check_whole(text, root)
    return root


def _text_alone(reference: re.Match[str]) -> str:
    """A character by its number; nothing for one that no text may hold, as where it stands there itself."""
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["number"])
    return "" if code > sys.maxunicode or NO_TEXT.match(chr(code)) else reference[0]


def _check_whole(text: str, root: Element) -> None:
    """Broken markup (a script or a comment that never ends) may swallow the rest of a page: that is told."""
    written = len(_HAN.findall(_TAG.sub(" ", _without_scripts(text))))
    skipped = {"script", "style"}
    kept = sum(
        len(_HAN.findall(part or ""))
        for element in root.iter()
        for part in (element.tail, element.text if element.tag not in skipped else None)
        if isinstance(element.tag, str) or part is element.tail
    )
    if kept < _LEAST_KEPT * written:
        raise Unreadable(
            f"broken HTML: of {written} Chinese characters between its tags the parser found {kept}",
            "mend the page (a tag, comment or script that is not closed?), or save its text",
        )


def _without_scripts(text: str) -> str:
    """The source without its comments, scripts and styles; one that never ends is taken for words."""
    folded = text.casefold() if len(text.casefold()) == len(text) else text
    for begin, end in _UNTIL:
        kept, at = [], 0
        while (start := folded.find(begin, at)) >= 0 and (stop := folded.find(end, start)) >= 0:
            kept.append(slice(at, start))
            at = stop + len(end)
        kept.append(slice(at, None))
        text, folded = ("".join(whole[part] for part in kept) for whole in (text, folded))
    return text
