"""What each page says, spoken of the entities of the corpus: what it shows of whom, so that it can be put together what all
pages know of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from kg.assemble import names_read
from kg.codec import dumped, loaded, unpacked
from kg.engine.assembling import Keys
from kg.knowledge.judgements import Judgements
from kg.resolve import NOT_MEANT, Meant, Obeyed, Told, followed
from kg.resolve.corpus.link import is_dropped
from kg.spark.entities import Share
from kg.spark.frames import Row, decoded, encoded, grouped
from kg.spark.reading import Names, Profiles
from kg.types import PageResolution

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: ``final`` is an entity that a page needs to know, ``share`` what the page shows of it, if it shows anything.
SHOWN = "page binary, final binary, share binary, met binary"
#: The keys of pages: what each names over all pages, and how rows of people mean it; with an empty ``key`` the successor
#: (``final``) of a body (``old``) that the page names.
KEYS = ("page", "key", "final", "meant", "old")


def page_keys(linked: DataFrame, successors: DataFrame) -> DataFrame:
    """The keys that pages show something of (``linked``), and the successors of their bodies."""
    from pyspark.sql import functions as f

    empty = f.lit(b"")
    own = linked.where("own").select("page", "key", "final", "meant", empty.alias("old"))
    before = successors.select(f.col("old").alias("before"), f.col("new").alias("after"))
    found = own.join(before, f.col("final") == f.col("before"))
    followed = found.select(
        "page",
        empty.alias("key"),
        f.col("after").alias("final"),
        empty.alias("meant"),
        f.col("before").alias("old"),
    )
    return own.unionByName(followed.distinct())


def shown(pages: DataFrame, keys: DataFrame, judged: Judgements) -> DataFrame:
    """What each page shows of which entity. What the page says has to be looked at only where people have decided
    something."""
    from pyspark.sql import functions as f

    resolved = "resolved" if judged.rows else f.lit(b"").alias("resolved")
    rows = pages.select("page", "sign", "profiles", "names", resolved)
    return beside(rows, keys, partial(_shown, judged), SHOWN)


def beside(rows: DataFrame, keys: DataFrame, work: object, schema: str) -> DataFrame:
    """What ``work`` makes of each page's one row of ``rows``, and its ``keys``."""
    from pyspark.sql import functions as f

    mine = [name for name in rows.columns if name != "page"]
    empty = {name: f.lit("" if type_ == "string" else b"").alias(name) for name, type_ in rows.dtypes}
    others = keys.select(*KEYS, *(empty[name] for name in mine))
    own = rows.select("page", *(f.lit(b"").alias(name) for name in KEYS[1:]), *mine)
    return grouped(others.unionByName(own), ["page"], partial(_beside, work), schema, within=["final"])


def _beside(work: object, rows: Iterable[Row]) -> Iterator[Row]:
    who = Who()
    mine: Row = ()
    page = b""
    for at, key, final, meant, old, *cells in rows:
        page = at
        if final:
            who.add(decoded(key), decoded(final), meant, decoded(old))
        else:
            mine = tuple(cells)
    yield from work(page, who, mine)  # type: ignore[operator]


@dataclass(slots=True)
class Who:
    """Who is who for one page, as it is gathered."""

    finals: dict[str, str] = field(default_factory=dict)
    meant: dict[str, Meant] = field(default_factory=dict)
    followed: set[tuple[str, str]] = field(default_factory=set)

    def add(self, key: str, final: str, meant: bytes, old: str) -> None:
        """Take in a row of ``KEYS``."""
        if not key:
            self.followed.add((old, final))
            return
        self.finals[key] = final
        if meant:
            self.meant[key] = loaded(meant, Meant)

    def keys(self, drop: frozenset[str]) -> Keys:
        """The same without what people have dropped."""
        moved: Mapping[str, str | None] = {
            key: None if drop and is_dropped(drop, final, self.meant.get(key, NOT_MEANT)) else final
            for key, final in sorted(self.finals.items())
        }
        later = followed(pair for pair in self.followed if drop.isdisjoint(pair))
        return Keys(moved, self.meant, later)


def _shown(judged: Judgements, page: bytes, who: Who, mine: Row) -> Iterator[Row]:
    sign, profiles, names, resolved = mine
    keys = who.keys(judged.drop)
    told = Obeyed(judged).told(keys, _resolution(page, sign, profiles, resolved))
    read = _read(judged, keys, told, names)
    needed = {final for final in keys.moved.values() if final} | {
        each for new in keys.later.values() for each in new
    }
    shares: dict[str, Share] = {}
    for key, used in read.items():
        shares[key] = Share(read=frozenset(used))
    for each in told.shown:
        shares.setdefault(each.key, Share()).add(each)
    if judged.rows:
        needed |= told.keys()
    met = dumped(told.met, frozenset[str]) if told.met else b""
    for final in sorted(needed | shares.keys()):
        yield page, encoded(final), dumped(shares[final]) if final in shares else b"", b""
    if met:
        yield page, b"", b"", met


def _resolution(page: bytes, sign: str, profiles: bytes, resolved: bytes) -> PageResolution:
    if resolved:
        return unpacked(resolved, PageResolution)
    return PageResolution(decoded(page), (), (), (), loaded(profiles, Profiles), sign=sign)


def _read(judged: Judgements, keys: Keys, told: Told, names: bytes) -> Mapping[str, set[str]]:
    """The names that the page uses, by the entities that they name."""
    if judged.rows:
        return names_read(told.mentions)
    found: dict[str, set[str]] = {}
    for key, used in loaded(names, Names):
        final = keys.key("", key)
        if final is not None:
            found.setdefault(final, set()).update(used)
    return found
