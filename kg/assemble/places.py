"""Where in the file words stand of which the page's text is only an extract: selectors beside position and quote."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pyoxigraph import NamedNode

from kg.assemble import terms as t
from kg.assemble.boxes import boxes, fragments
from kg.assemble.context import Context
from kg.types import Anchor, ElementPath, Page, Span


def add_places(context: Context, span: Span) -> Iterator[NamedNode]:
    """Add the selectors of the elements or boxes that the words of a span come from; none for plain text."""
    found = _under(context.part.page, span)
    paths = [anchor.locator for anchor in found if isinstance(anchor.locator, ElementPath)]
    if paths:
        yield _add_path(context, span, _common(paths))
    for number, words in enumerate(fragments(boxes(context.part.page, span, found)), start=1):
        yield _add_box(context, span, number, words)


def _add_box(context: Context, span: Span, number: int, words: str) -> NamedNode:
    """The number-th line of the words, as a box on its page of the file."""
    node = NamedNode(context.minter.selector(context.page.value, span, f"box-{number}"))
    said = (t.TYPE, t.FRAGMENT_SELECTOR), (t.CONFORMS_TO, t.MEDIA_FRAGMENTS), (t.VALUE, t.text(words))
    context.add(node, *said)
    return node


def _under(page: Page, span: Span) -> Sequence[Anchor]:
    """The anchors that a span touches."""
    first = bisect_right(page.anchors, span.start, key=lambda anchor: anchor.end)
    last = bisect_right(page.anchors, max(span.start, span.end - 1), key=lambda anchor: anchor.start)
    return page.anchors[first:last]


def _common(paths: Sequence[ElementPath]) -> ElementPath:
    """The innermost element around all of them."""
    steps = zip(*(path.path.split("/") for path in paths), strict=False)
    common = [step[0] for step in takewhile(lambda step: len(set(step)) == 1, steps)]
    return ElementPath("/".join(common) or "/*")


def _add_path(context: Context, span: Span, path: ElementPath) -> NamedNode:
    node = NamedNode(context.minter.selector(context.page.value, span, "element"))
    context.add(node, (t.TYPE, t.PATH_SELECTOR), (t.VALUE, t.text(path.path)))
    return node
