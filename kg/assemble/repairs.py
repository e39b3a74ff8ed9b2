"""Names that were misread on a picture and repaired: what was read stays the quote, what was printed is noted on it."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.assemble import terms as t
from kg.assemble.context import Context
from kg.assemble.evidence import add_source
from kg.types import Article, Repair, Source

_RULE = "segment:known-name"


def add_repairs(context: Context) -> None:
    """Add a note of every repair of the page: an oa:Annotation that edits the words it points at."""
    for article in context.part.articles:
        for repair in article.repairs:
            _add(context, article, repair)


def _add(context: Context, article: Article, repair: Repair) -> None:
    node = NamedNode(context.minter.selector(context.page.value, repair.span, "repair"))
    target = add_source(context, Source(article.page, article.id, repair.span, _RULE, 1.0))
    context.add(
        node,
        (t.TYPE, t.ANNOTATION),
        (t.MOTIVATED_BY, t.EDITING),
        (t.BODY_VALUE, t.text(repair.meant)),
        (t.HAS_TARGET, target),
    )
