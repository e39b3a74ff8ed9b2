"""Each page with what it needs of all others becomes the lines of its graph, and rows of tables."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.assemble import Known, Minter, Part, page_lines
from kg.codec import dumped, loaded, unpacked
from kg.knowledge.judgements import Judgements
from kg.resolve import Obeyed
from kg.spark.frames import Row, grouped
from kg.spark.tables import Claims, Mentions, of_claims, of_mentions
from kg.spark.telling import Who, beside
from kg.types import Page, PageResolution

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: ``lines`` are the page's graph, sorted, compressed, ``size`` the bytes of it; ``named`` and ``said`` count mentions and
#: claims; ``mentions`` and ``claims`` are rows of the tables as JSON.
SCHEMA = "page binary, lines binary, size bigint, named bigint, said bigint, mentions binary, claims binary"
#: What all pages know of the entities that a page names.
Knowns = tuple[Known, ...]


def assembled(
    pages: DataFrame, keys: DataFrame, asked: DataFrame, entities: DataFrame, judged: Judgements, base: str
) -> DataFrame:
    """What becomes of each page. ``keys`` are those of the pages, ``asked`` the entities that they need to know
    (``page``, ``final``), ``entities`` what all pages know of them."""
    from pyspark.sql import functions as f

    told = asked.join(entities.where("length(known) > 0"), "final").select("page", "known")
    together = grouped(told, ["page"], _together, "page binary, knowns binary")
    rows = pages.select("page", "content", "resolved").join(together, "page", "left")
    rows = rows.select("page", "content", "resolved", f.coalesce("knowns", f.lit(b"")).alias("knowns"))
    return beside(rows, keys, partial(_assembled, judged, base), SCHEMA)


def _together(rows: Iterator[Row]) -> Iterator[Row]:
    page = b""
    found: list[Known] = []
    for at, data in rows:
        page = at
        found.append(loaded(data, Known))
    yield page, dumped(tuple(found), Knowns)


def _assembled(judged: Judgements, base: str, page: bytes, who: Who, mine: Row) -> Iterator[Row]:
    content, resolved, knowns = mine
    found: Knowns = loaded(knowns, Knowns) if knowns else ()
    known = {each.entity.key: each for each in found}
    one, said, minter = unpacked(content, Page), unpacked(resolved, PageResolution), Minter(base)
    told = Obeyed(judged).told(who.keys(judged.drop), said)
    part = Part(one, said.articles, told.mentions, told.claims)
    text = b"\n".join(page_lines(part, known.get, minter))
    yield (
        page,
        zlib.compress(text, 1),
        len(text),
        sum(not each.mention.pointer for each in part.mentions),
        len(part.claims),
        dumped(of_mentions(part, minter), Mentions),
        dumped(of_claims(part, minter), Claims),
    )
