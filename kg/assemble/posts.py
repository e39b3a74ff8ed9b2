"""Posts as triples: the membership, its dates as the Organization Ontology and OWL-Time put them, and the post itself,
which is there before and after whoever fills it. What is only proposed is a nomination, no membership."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.assemble import terms as t
from kg.assemble.context import Context, class_nodes, vocabulary_term
from kg.assemble.evidence import Stated
from kg.knowledge.posts import filled, heads
from kg.types import Post


def add_post(context: Context, post: Post[str]) -> Iterator[Stated]:
    """Add what a page says of a post; yields what is stated."""
    if post.proposed:
        yield _add_nomination(context, post)
        return
    node, person = (
        NamedNode(context.minter.membership(post.person, post.body, post.title)),
        _person(context, post),
    )
    _add_membership(context, node, post)
    _add_office(context, node, post)
    yield Stated(node, t.MEMBER, person, post.source)
    for name, value in (("since", post.since), ("until", post.until)):
        if value:
            context.add(node, (t.kg(name), t.iso(value)))
            yield Stated(node, t.kg(name), t.iso(value), post.source)
    if post.since or post.until:
        _add_interval(context, node, post)


def _person(context: Context, post: Post[str]) -> NamedNode:
    return context.entity(post.person)


def _add_membership(context: Context, node: NamedNode, post: Post[str]) -> None:
    context.add(
        node,
        (t.TYPE, t.MEMBERSHIP),
        (t.MEMBER, _person(context, post)),
        (t.ORGANIZATION, context.entity(post.body)),
        (t.kg("title"), t.chinese(post.title)),
    )
    if post.attested:
        context.add(node, (t.kg("attestedOn"), t.iso(post.attested)))
    if post.former:
        context.add(node, (t.kg("former"), Literal(True)))
        if post.attested:
            context.add(node, (t.kg("endedBy"), t.iso(post.attested)))
    if post.capacity:
        context.add(node, (t.kg("capacity"), vocabulary_term("values", post.capacity)))


def _add_office(context: Context, node: NamedNode, post: Post[str]) -> None:
    """The post that the membership fills; one who is acting fills that of the full title."""
    title = filled(post.title)
    office, body = NamedNode(context.minter.office(post.body, title)), context.entity(post.body)
    context.add(
        office,
        (t.TYPE, t.POST),
        (t.LABEL, t.chinese(post.body.rsplit("/", 1)[-1] + title)),
        (t.kg("title"), t.chinese(title)),
        (t.POST_IN, body),
        (t.kg("filledBy"), node),
        (t.kg("isHead"), Literal(heads(title))),
    )
    if not post.former:
        context.add(_person(context, post), (t.HOLDS, office))


def _add_interval(context: Context, node: NamedNode, post: Post[str]) -> None:
    """The stretch of time with the ends that the page knows."""
    interval = NamedNode(context.minter.interval(node.value, post.since, post.until))
    kind = t.PROPER_INTERVAL if post.since and post.until and post.since != post.until else t.INTERVAL
    context.add(node, (t.MEMBER_DURING, interval))
    context.add(interval, *((t.TYPE, each) for each in {kind, t.INTERVAL}))
    for predicate, value in ((t.HAS_BEGINNING, post.since), (t.HAS_END, post.until)):
        if value:
            date = t.iso(value)
            instant = NamedNode(context.minter.instant(date.value))
            context.add(interval, (predicate, instant))
            context.add(instant, (t.TYPE, t.INSTANT), (t.instant_property(date), date))


def _add_nomination(context: Context, post: Post[str]) -> Stated:
    node, person = (
        NamedNode(context.minter.nomination(post.person, post.body, post.title)),
        _person(context, post),
    )
    context.add(
        node,
        *((t.TYPE, kind) for kind in class_nodes("Nomination")),
        (t.kg("nominee"), person),
        (t.kg("nominatedTo"), context.entity(post.body)),
        (t.kg("title"), t.chinese(post.title)),
    )
    if post.attested:
        context.add(node, (t.kg("attestedOn"), t.iso(post.attested)))
    return Stated(node, t.kg("nominee"), person, post.source, "planned")
