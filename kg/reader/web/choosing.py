"""Which of a web page's blocks are an article's own: those of the element that holds its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from kg.knowledge.webpages import WebPages, web_pages
from kg.reader.web.blocks import Block
from kg.reader.web.parsing import Element

_HAN = re.compile(r"[\u3400-\u9fff]")
_STOP = re.compile(r"[。！？；]")
_COMMA = re.compile(r"，")
_DAY = re.compile(r"[\[(（]?(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])）]?\s*")
_WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*|\d+")
#: A line this short is judged by what it begins with; a longer one is prose whatever it says.
_SHORT = 60
#: Prose without a full stop has at least so many characters.
_PROSE = 24
#: An element that is called like an article's body counts if it holds this share of the page's sentences; without such
#: a name the article is the smallest element that holds the second share of them.
_NAMED, _UNNAMED = 0.5, 0.9
#: Links make up more than this of a menu.
_MENU = 0.5


@dataclass(frozen=True, slots=True)
class Chosen:
    """The blocks of a page that can be an article's (``own``), and where among them the article's element begins and
    ends; what stands before it may still be its headline."""

    own: tuple[Block, ...]
    start: int
    end: int
    known: bool


def chosen(root: Element, found: Sequence[Block]) -> Chosen | None:
    """What is an article's on a page, None where there is no sentence."""
    around = _around(root)
    own = tuple(block for block in found if block.element not in around and not _is_furniture(block))
    weights = Counter[Element]()
    for block in own:
        weights[block.element] += prose(block)
    if not weights.total():
        weights = Counter(
            {block.element: len(_HAN.findall(block.text)) for block in own if not _is_menu(block)}
        )
    if not weights.total():
        return None
    lines = Counter(block.element for block in own)
    lone = {element for element, count in lines.items() if count == 1}
    _summed(root, weights)
    named = _named(root, weights, around)
    inside = set((named if named is not None else _smallest(root, weights, lone)).iter())
    at = [index for index, block in enumerate(own) if block.element in inside]
    return Chosen(own, at[0], at[-1] + 1, named is not None)


def prose(block: Block) -> int:
    """How many characters of sentences a block holds: none in menus and labels."""
    size = len(block.text)
    if _is_menu(block) or block.kind in ("picture", "heading"):
        return 0
    sentence = _STOP.search(block.text) or (size >= _PROSE and _COMMA.search(block.text))
    return len(_HAN.findall(block.text)) if sentence else 0


def _is_menu(block: Block) -> bool:
    """Whether links make up most of a line, the day beside each of them aside."""
    return block.links > _MENU * len(_DAY.sub("", block.text))


def _is_furniture(block: Block) -> bool:
    """Whether a line belongs to the site, not to an article."""
    words, text = web_pages(), block.text.lstrip("【[（(>·•|-— ")
    if block.kind == "picture":
        return False
    if _is_menu(block) and block.kind != "heading" and not _STOP.search(text):
        return True
    short = len(text) <= _SHORT or block.links > 0
    return (short and text.startswith(words.beginnings)) or any(each in text for each in words.anywhere)


def _around(root: Element) -> set[Element]:
    """All elements of what is called a menu, a footer, a list of related pages … ; the article is never inside."""
    words, found = web_pages(), set[Element]()
    for element in root.iter():
        parent = element.getparent()
        if parent in found or (isinstance(element.tag, str) and _is_called_around(element, words)):
            found.add(element)
    return found


def _is_called_around(element: Element, words: WebPages) -> bool:
    if element.tag in ("html", "body"):
        return False
    if element.tag in words.around_tags:
        return True
    return any(name in words.around_names for name in _names(element))


def _names(element: Element) -> Iterator[str]:
    """The id and classes of an element, folded, whole and word by word."""
    for name in (element.get("id") or "", *(element.get("class") or "").split()):
        if name:
            yield name.casefold()
            yield from (word.casefold() for word in _WORDS.findall(name))


def _summed(root: Element, weights: Counter[Element]) -> None:
    """Give every element the weight of all that is below it."""
    for element in reversed(list(root.iter())):
        parent = element.getparent()
        if parent is not None and weights[element]:
            weights[parent] += weights[element]


def _named(root: Element, weights: Counter[Element], around: set[Element]) -> Element | None:
    """The innermost element that is called like an article's body and holds enough of the page."""
    words = web_pages()
    found = [
        element
        for element in root.iter()
        if isinstance(element.tag, str)
        and element not in around
        and weights[element] >= _NAMED * weights[root]
        and (
            element.tag in words.content_tags or any(name in words.content_names for name in _whole(element))
        )
    ]
    return found[-1] if found else None


def _whole(element: Element) -> Iterator[str]:
    yield from (name.casefold() for name in (element.get("id") or "", *(element.get("class") or "").split()))


def _smallest(root: Element, weights: Counter[Element], lone: Set[Element]) -> Element:
    """The innermost element with nearly all sentences that is not a ``lone`` paragraph itself."""
    at = root
    while True:
        inner = max(at, key=lambda child: weights[child], default=None)
        if inner is None or inner in lone or weights[inner] < _UNNAMED * weights[root]:
            return at
        at = inner
