"""Each page with what it needs of all others becomes the lines of its graph, and rows of tables."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.assemble import Known, Minter, Part, page_lines
from kg.codec import dumped, loaded, unpacked
from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.claims import claims, mentions, met_together
from kg.spark.entities import left
from kg.spark.frames import Row, decoded, grouped
from kg.spark.tables import Claims, Mentions, of_claims, of_mentions
from kg.types import Page, PageResolution

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: ``lines`` are the page's graph, sorted, compressed; ``mentions`` and ``claims`` rows of the tables as JSON; ``met`` which
#: judgements only the entities of the corpus meet; ``linked`` who is who for the page.
SCHEMA = (
    "page binary, lines binary, size bigint, named bigint, said bigint, mentions binary, claims binary, met binary, "
    "linked binary"
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Who is who for one page: for each of its keys that of the entity, none of what people have dropped; which of its
    bodies were followed by which."""

    finals: tuple[tuple[str, str], ...]
    successions: tuple[tuple[str, str], ...]


class PageKeys:
    """The same, as `kg.resolve.corpus.claims` asks for it."""

    def __init__(self, linked: Linked) -> None:
        self._finals = dict(linked.finals)
        self.successors = linked.successions

    def key(self, _page: str, key: str) -> str | None:
        """The key over all pages of what ``key`` names on the page; None for what is dropped."""
        return self._finals.get(key)


def assembled(
    pages: DataFrame,
    keys: DataFrame,
    successors: DataFrame,
    entities: DataFrame,
    judged: Judgements,
    base: str,
) -> DataFrame:
    """What becomes of each page. ``keys`` are those of the pages with those of the entities, ``successors`` pairs of bodies,
    ``entities`` what all pages know."""
    from pyspark.sql import functions as f

    empty = f.lit(b"")
    own = keys.where("own").select("page", "key", "final", empty.alias("old"))
    followed = (
        own.join(successors.withColumnRenamed("old", "before"), f.col("final") == f.col("before"))
        .select("page", empty.alias("key"), f.col("new").alias("final"), f.col("before").alias("old"))
        .distinct()
    )
    asked = (
        own.unionByName(followed)
        .join(entities, "final", "left")
        .select(
            *("page", "key", "final", "old"),
            f.coalesce("known", empty).alias("known"),
            empty.alias("content"),
            empty.alias("resolved"),
        )
    )
    whole = pages.select(
        "page", *(empty.alias(name) for name in ("key", "final", "old", "known")), "content", "resolved"
    )
    return grouped(asked.unionByName(whole), ["page"], partial(_assembled, judged, base), SCHEMA)


def _assembled(judged: Judgements, base: str, rows: Iterable[Row]) -> Iterator[Row]:
    known: dict[str, Known] = {}
    finals: dict[str, str] = {}
    followed: set[tuple[str, str]] = set()
    page = content = resolved = b""
    for at, key, final, old, about, text, said in rows:
        if text:
            page, content, resolved = at, text, said
            continue
        if about:
            known[decoded(final)] = loaded(about, Known)
        if old:
            followed.add((decoded(old), decoded(final)))
        else:
            finals[decoded(key)] = decoded(final)
    kept = {key: now for key in sorted(finals) if (now := left(judged.drop, finals, key)) is not None}
    pairs = tuple(sorted(pair for pair in followed if judged.drop.isdisjoint(pair)))
    yield from _page(judged, Minter(base), page, content, resolved, Linked(tuple(kept.items()), pairs), known)


def _page(
    judged: Judgements,
    minter: Minter,
    page: bytes,
    content: bytes,
    resolved: bytes,
    linked: Linked,
    known: dict[str, Known],
) -> Iterator[Row]:
    keys, one, said = PageKeys(linked), unpacked(content, Page), [unpacked(resolved, PageResolution)]
    part = Part(one, said[0].articles, tuple(mentions(keys, said)), tuple(claims(keys, said, judged)))
    lines = page_lines(part, known.get, minter)
    text = b"\n".join(lines)
    found = of_mentions(part, minter)
    yield (
        page,
        zlib.compress(text, 1),
        len(text),
        sum(not each.mention.pointer for each in part.mentions),
        len(part.claims),
        dumped(found, Mentions),
        dumped(of_claims(part, minter), Claims),
        dumped(met_together(keys, said, judged), frozenset[str]),
        dumped(linked),
    )
