"""Pages, their articles, and who signed them."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.assemble import terms as t
from kg.assemble.context import Context, Term, class_nodes
from kg.assemble.evidence import Stated
from kg.assemble.iri import page_name
from kg.types import Article, ResolvedMention, Source, Span

#: An article without a headline is called by its first words.
_FIRST_WORDS = 20
#: What a page is unless it says otherwise.
_PLAIN = "text/plain"


def add_sources(context: Context) -> Iterator[Stated]:
    """Add the page and its articles; yields what the bylines state."""
    _add_page(context)
    people = {(m.article, m.mention.span): m for m in context.part.mentions if m.mention.type == "Person"}
    for article in context.part.articles:
        _add_article(context, article)
        yield from _add_bylines(context, article, people)


def _add_page(context: Context) -> None:
    page = context.part.page
    label = t.chinese(page.title or "#".join(page_name(page.id)))
    types = ((t.TYPE, kind) for kind in class_nodes("Page"))
    context.add(context.page, (t.LABEL, label), *types)
    if page.date:
        context.add(context.page, (t.ISSUED, t.iso(page.date)))
    stated = (
        (t.SOURCE, page.source),
        (t.FORMAT, page.media if page.media != _PLAIN else None),
        (t.kg("paper"), page.paper),
        (t.kg("pageNumber"), page.number),
        (t.kg("city"), page.city),
    )
    context.add(context.page, *((term, t.text(value)) for term, value in stated if value))


def _add_article(context: Context, article: Article) -> None:
    node = context.article(article.id)
    title = article.title.strip() or " ".join(article.text.chars.split())[:_FIRST_WORDS] or article.id
    facts: list[tuple[NamedNode, Term]] = [(t.TYPE, kind) for kind in class_nodes("Article")]
    facts += [(t.LABEL, t.chinese(title)), (t.PART_OF, context.page)]
    if article.subtitle:
        facts.append((t.ALTERNATIVE, t.chinese(article.subtitle)))
    if article.published:
        facts.append((t.ISSUED, t.iso(article.published)))
    context.add(node, *facts)


def _add_bylines(
    context: Context, article: Article, people: dict[tuple[str, Span], ResolvedMention]
) -> Iterator[Stated]:
    """A byline names a person where the name was read as one at that very place, and not in passing. Who only made the page
    is no author of the article."""
    node = context.article(article.id)
    for byline in article.bylines:
        found = people.get((article.id, byline.span))
        if found is None or found.mention.passing or byline.role == "editor":
            continue
        person, read = context.entity(found.entity), found.mention
        context.add(node, (t.kg("byline"), person))
        source = Source(article.page, article.id, byline.span, read.rule, read.confidence)
        yield Stated(node, t.kg("byline"), person, source, role=byline.role)
