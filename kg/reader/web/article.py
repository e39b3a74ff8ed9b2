"""The article of a web page, or its articles: headline, the line below it, body, in the order of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.reader.looks import is_inner_heading
from kg.reader.web.blocks import Block
from kg.reader.web.choosing import Chosen, prose
from kg.reader.web.headline import first_sentence, headline, kicker

#: So many lines may stand between a headline and the element that holds the text.
_LONGEST_HEAD = 12


@dataclass(frozen=True, slots=True)
class WebArticle:
    """Blocks in their order, headings with the level that they have in a page's text: 1 for a headline, 2 for what stands
    with it, 3 inside. ``title`` is the text of the only headline that the page shows; ``several``: it shows more."""

    blocks: tuple[Block, ...]
    title: str | None
    several: bool


def article(choice: Chosen, names: Sequence[str]) -> WebArticle:
    """What is an article's on the page; ``names`` are what the page's metadata call it, best first."""
    own, first = choice.own, first_sentence(choice)
    head = headline(choice, names)
    body = list(range(choice.start, choice.end))
    if head is not None and head < choice.start:
        between = list(range(head + 1, choice.start))[:_LONGEST_HEAD]
        body = [head, *between, *body]
    above = kicker(choice, head)
    chosen = [*([] if above is None else [above]), *body]
    if top := _several(own, chosen):
        return WebArticle(tuple(_shifted(own[at], top) for at in chosen), None, several=True)
    blocks = tuple(_placed(own[at], at == head, at < first) for at in chosen)
    return WebArticle(blocks, None if head is None else own[head].text, False)


def _placed(block: Block, headline: bool, above: bool) -> Block:
    """A block as what it is in its place: the headline, a line that stands with it, an inner heading."""
    if headline:
        return replace(block, kind="heading", level=1)
    if block.kind == "heading":
        return replace(block, level=2 if above else 3)
    return block if above else _in_bold(block)


def _in_bold(block: Block) -> Block:
    """A line in bold is a heading inside a text."""
    inner = block.bold and block.kind == "paragraph" and is_inner_heading(block.text)
    return replace(block, kind="heading", level=3) if inner else block


def _several(own: Sequence[Block], chosen: Sequence[int]) -> int | None:
    """The rank of headings of which several have each a text of their own: a page of short news."""
    heads = [at for at in chosen if own[at].kind == "heading" and own[at].level <= 2]
    if len(heads) < 2 or (chosen[0] != heads[0] and any(prose(own[at]) for at in range(chosen[0], heads[0]))):
        return None
    top = min(own[at].level for at in heads)
    highest = [at for at in heads if own[at].level == top]
    ends = [*highest[1:], chosen[-1] + 1]
    each = (any(prose(own[at]) for at in range(start, end)) for start, end in zip(highest, ends, strict=True))
    return top if len(highest) > 1 and all(each) else None


def _shifted(block: Block, top: int) -> Block:
    """A block as it is on a page of several articles: the highest headings are their headlines."""
    return replace(block, level=block.level - top + 1) if block.kind == "heading" else _in_bold(block)
