"""The small frozen types that the stages hand to each other. Stages share these and nothing else.

The way of the data: files -> Page -> Article -> Reading (Mention, Claim) -> Resolution (Entity, Claim) -> RDF.
Positions are counted in Unicode code points of the decoded page exactly as it was given, newlines included,
so that ``page.text[span.start:span.end]`` is always the evidence itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

#: The classes of the contract, as the local names of ``kg:`` IRIs.
EntityType = Literal[
    "Person", "Agency", "Organization", "Area", "Community", "Place", "Project", "Event", "Method", "Document"
]

#: What a claim points at: inside one article the index of a mention (int), after resolution an entity key (str).
Ref = TypeVar("Ref", int, str)


#: Why an input was skipped, or what is to be noted of a page: words that programs may rely on, each explained in
#: docs/warnings.md.
Code = Literal[
    # skipped
    "bad-record",  # a line of a file of records is no record
    "binary",  # no text
    "crash",  # the process that read it died
    "defect",  # this program failed
    "empty",  # no characters but white space
    "encoding",  # no known encoding, or text that was damaged by a wrong one
    "locked",  # it has a password
    "no-file",  # a device, a socket, a link to a folder
    "not-found",  # nothing has that name
    "not-installed",  # a library that reads it is not there
    "repeated-id",  # two records of one id
    "too-large",  # more than --max-bytes
    "too-much-memory",  # more than --max-memory
    "too-slow",  # more than --max-seconds
    "unknown-kind",  # a file that is not of a kind that is read
    "unreadable",  # it cannot be opened
    # noted
    "hidden-characters",  # marks of direction and the like, which can make a text look like another one
    "homonymous-area",  # an area that has namesakes, and nothing on the page says which is meant
    "odd-date",  # a record's date is no date
    "odd-quote",  # the quotes of a row are none of a table
    "own-output",  # what a build has written lies among the inputs, and is passed over
    "same-text",  # two pages say the same, word for word
    "unmatched-judgement",  # a decision about what no page names or says
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) of code points in the page as given."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} is not a range")


@dataclass(frozen=True, slots=True)
class ElementPath:
    """Where in a document of elements: an XPath 1.0 that names one element of the page's file. Of a DOCX the path is in
    ``word/document.xml``, of an ODT in ``content.xml``; each file of an EPUB is a page of its own."""

    path: str


@dataclass(frozen=True, slots=True)
class Region:
    """Where on a picture of a page: a box in ``unit``, from the top left corner; ``page`` counts from 1.

    Units are those of W3C Media Fragments: pixels of the picture as it was given, or percent of its width and height.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    unit: Literal["pixel", "percent"] = "percent"


Locator = ElementPath | Region


@dataclass(frozen=True, slots=True)
class Anchor:
    """The characters [start, end) of a page's text come from ``locator`` of the file."""

    start: int
    end: int
    locator: Locator


@dataclass(frozen=True, slots=True)
class Legibility:
    """The characters [start, end) of a page's text were recognised on a picture with ``confidence`` 0…1."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Page:
    """One input: a file, a page of one, or one record of a file of records.

    ``id`` is the path as it was given, or ``PATH#ID`` for a record or a member. ``text`` is the decoded input, untouched,
    or what was extracted from a document of another ``media`` type than plain text; then ``anchors``, sorted and apart,
    lead from it back to the place in the file; ``legibility``, sorted and apart, says where it was recognised on a picture
    and how surely. ``title``, ``date`` (ISO prefix), ``source``, ``paper`` (the newspaper's
    name), ``number`` (of the page in its issue: 02, A3) and ``city`` (where it appears) are what is stated beside the
    text; ``origins`` tells for each of them by what: pairs such as ("date", "file name"). Its words begin at ``begins``,
    behind the front matter. ``notices`` are what was noted while it was read.
    """

    id: str
    text: str
    encoding: str = "utf-8"
    title: str | None = None
    date: str | None = None
    source: str | None = None
    paper: str | None = None
    number: str | None = None
    city: str | None = None
    media: str = "text/plain"
    anchors: tuple[Anchor, ...] = ()
    legibility: tuple[Legibility, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    begins: int = 0
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning: something of a page that was read, yet perhaps not as it was meant. Nothing is lost by it.

    ``code`` is stable and listed in the documents, ``message`` says what, in words that hold by themselves, ``advice``
    what to do. ``page`` is None for what concerns the whole corpus; ``span`` is in the page.
    """

    code: Code
    page: str | None
    message: str
    advice: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read: what, where, why, what to do. It costs only itself.

    ``code`` says why in a word that does not change, for programs; the documents list them. ``held`` is the name under
    which it lies in quarantine, if it does.
    """

    id: str
    reason: str
    advice: str = ""
    code: Code = "unreadable"
    held: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: bytes of its file and of its text, seconds for each of its pages, MiB of memory."""

    bytes: int = 64 << 20
    seconds: float = 120.0
    memory_mb: int = 2048


@dataclass(frozen=True, slots=True)
class Text:
    """A clean view of part of a page: ``chars[i]`` stands at ``page.text[offsets[i]]``.

    Cleaning may drop characters (line ends, spaces inside a broken word) or replace one by one (full-width digits,
    half-width punctuation), never insert, except that blocks are separated by a newline which maps to the end
    of the block before it. Within one block offsets rise.
    """

    chars: str
    offsets: Sequence[int]

    def __post_init__(self) -> None:
        if len(self.chars) != len(self.offsets):
            raise ValueError("every clean character needs its offset")

    def span(self, start: int, end: int) -> Span:
        """The page span of ``chars[start:end]`` (at least one character, inside one block)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


BlockKind = Literal[
    "column",  # 区政要闻, 图说新闻: names a column, no part of an article's own words
    "kicker",  # above the headline: 某局
    "title",
    "subtitle",  # ——某区改造老旧小区见闻
    "byline",  # □本报记者 林若溪 / 本报讯(记者 陈默 通讯员 何远山) / (赵晴摄)
    "heading",  # a headline inside the body
    "paragraph",
    "caption",
    "paper",  # 某某日报: the newspaper's own name, beside the article that it stands next to
    "staff",  # 责任编辑 赵明, in the same line
]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch [start, end) of an article's clean text, with what it is. Paragraphs are already joined."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Byline:
    """A name in a byline: ``role`` is reporter, correspondent, photographer or author; or in the newspaper's own line:
    editor. Span is in the page."""

    name: str
    span: Span
    role: Literal["reporter", "correspondent", "photographer", "author", "editor"]


@dataclass(frozen=True, slots=True)
class Cutting:
    """A piece of the picture of a page, ``data`` of a ``media`` type, ``width`` by ``height`` pixels; ``marks`` are boxes of
    words on it: left, top, width, height."""

    data: bytes
    media: str
    width: int
    height: int
    marks: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """A known name, ``meant``, of which a picture was ``read`` otherwise; the span of the read characters is in the page."""

    span: Span
    read: str
    meant: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page, in reading order.

    ``id`` is unique in the page (``a1``, ``a2`` …). ``text`` holds all blocks, separated by newlines; each block
    names its stretch of it. ``published`` is the ISO prefix that the page's own evidence supports (year,
    year-month or date), or None. ``span`` runs from the first to the last character of the article in the page.
    ``repairs`` are the names that the clean text has otherwise than the page.
    """

    id: str
    page: str
    title: str
    span: Span
    title_span: Span | None
    subtitle: str | None
    column: str | None
    bylines: tuple[Byline, ...]
    text: Text
    blocks: tuple[Block, ...]
    published: str | None = None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in an article.

    ``text`` is the clean surface; ``name`` the fullest name the article alone supports (equal to ``text`` if it adds
    nothing); ``aliases`` other forms this reading licenses. ``kind`` is an ontology subclass where one is certain
    (Neighbourhood, Compound, Village) or an area's level. ``start``/``end`` are in the article's clean text, ``span`` in
    the page. ``rule`` names the extractor and its rule. A ``pointer`` is no name itself but stands for what is named
    elsewhere: 该局, 全区, 他. A name in ``passing`` (a country, a name of which the reader is not sure) makes no entity of
    the graph by itself.
    """

    type: EntityType
    text: str
    start: int
    end: int
    span: Span
    name: str
    rule: str
    confidence: float
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    pointer: bool = False
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was read: page, article, the page span of the words, the rule that read it, its confidence 0…1."""

    page: str
    article: str
    span: Span
    rule: str
    confidence: float


#: Whether what is said has happened: a plan is never stated as done.
Status = Literal["done", "ongoing", "planned", "denied"]


@dataclass(frozen=True, slots=True)
class Fact(Generic[Ref]):
    """A direct triple ``kg:predicate``. ``value`` is set instead of ``object`` for literals (``receives``)."""

    subject: Ref
    predicate: str
    object: Ref | None
    source: Source
    value: str | None = None
    role: str | None = None
    status: Status = "done"


#: How a post is held, where the words say so: 代 (acting), 兼 (beside another), 挂职 (seconded from elsewhere).
Capacity = Literal["acting", "concurrent", "seconded"]


@dataclass(frozen=True, slots=True)
class Post(Generic[Ref]):
    """A membership: person, body, title (局长, without the body's name); ``former`` for 原, 时任, 前, 免去.

    ``since`` and ``until`` are ISO prefixes, where the words say them; ``attested`` is the day of the page. One that is
    ``proposed`` (拟任, 提名) is not held: nobody knows from these words whether it ever will be.
    """

    person: Ref
    body: Ref
    title: str
    source: Source
    former: bool = False
    attested: str | None = None
    since: str | None = None
    until: str | None = None
    capacity: Capacity | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Measure(Generic[Ref]):
    """One typed number about one entity.

    ``property`` is a local name of the guideline's list (investment, households …), ``value`` is in base units
    (``unit`` one of CNY, USD, m2, m, mm, m3, count, percent, t, kWh, kW, km/h, year, month, day, hour, minute), ``text`` the
    words of it, ``label`` what is counted where the property alone does not say, ``as_of`` an ISO prefix. ``at`` is where
    the number stands in the page, ``part_of`` where that of the whole does of which the text calls this a part (其中).
    """

    subject: Ref
    property: str
    value: float
    unit: str
    approximate: bool
    text: str
    source: Source
    label: str | None = None
    as_of: str | None = None
    at: Span | None = None
    part_of: Span | None = None


@dataclass(frozen=True, slots=True)
class Dating(Generic[Ref]):
    """A date of an entity: ``property`` is builtIn, foundedIn, startedOn, completedOn, heldOn, reportedOn or
    occurredOn; ``value`` an ISO year, year-month or date; ``status`` is set where the words only plan it."""

    subject: Ref
    property: str
    value: str
    source: Source
    status: Status | None = None


Claim = Fact[Ref] | Post[Ref] | Measure[Ref] | Dating[Ref]


def parties(claim: Claim[Ref]) -> tuple[Ref, ...]:
    """Whom and what a claim speaks of."""
    if isinstance(claim, Post):
        return (claim.person, claim.body)
    if isinstance(claim, Fact) and claim.object is not None:
        return (claim.subject, claim.object)
    return (claim.subject,)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one article: claims refer to ``mentions`` by index."""

    article: Article
    mentions: tuple[Mention, ...]
    claims: tuple[Claim[int], ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what several mentions name.

    ``key`` decides the IRI: a function of the type, the canonical name and, where needed, the jurisdiction, read from
    one page alone, so that pages can be added or reordered without changing it. ``kinds`` are further ontology classes
    (Official, Neighbourhood …); ``aliases`` are sorted and exclude ``name``. One in ``passing`` is only named, never
    spoken of, and stays out of the graph.
    """

    key: str
    type: EntityType
    name: str
    kinds: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A post as a page states it: the key of the body, the title, whether it is a former one."""

    body: str
    title: str
    former: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What one page shows of one entity, for comparison with what other pages show.

    ``key`` is read from this page alone; ``name``, ``forms`` (sorted, without the name), ``kinds`` and ``passing`` are as
    in ``Entity``. ``area`` is the division code of an area that the gazetteer knows; ``places`` those of the narrowest
    areas in which the articles that name it play; ``posts`` what a person holds; ``above`` the keys of what it is said to
    lie in or belong to, ``town`` the name of the town or street among them that the text itself states; ``roles`` in what
    roles a person signs articles; ``dates`` the ISO prefixes of those articles' dates; ``datings`` pairs of property and
    date (builtIn, 1998); ``outlets`` the media that those articles name. All tuples are sorted. ``seat`` is the code of
    the area that its name begins with, ``core`` the rest of its name, ``where`` the code of the area in its key;
    ``distinct`` says how far the name is one bearer's own: in the nation, the city or in neither ("").
    """

    key: str
    type: EntityType
    name: str
    forms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    passing: bool = False
    area: str | None = None
    places: tuple[str, ...] = ()
    posts: tuple[Held, ...] = ()
    above: tuple[str, ...] = ()
    town: str = ""
    roles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    datings: tuple[tuple[str, str], ...] = ()
    outlets: tuple[str, ...] = ()
    seat: str | None = None
    where: str | None = None
    core: str = ""
    distinct: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What people may have decided otherwise within some words of a page: who is meant where these words stand is settled by
    all pages together. Mentions, claims and profiles are those of ``PageResolution``, but that what stands within such words
    has a key of its own; ``marks`` tells of each of these the page's key, and the words."""

    mentions: tuple[ResolvedMention, ...]
    claims: tuple[Claim[str], ...]
    profiles: tuple[Profile, ...]
    marks: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageResolution:
    """One page, resolved by itself: a function of that page (and of what people have decided) alone.

    ``articles`` in reading order; ``mentions`` and ``claims`` speak of the page's own keys; ``profiles`` holds one
    profile a key, sorted by key. ``met`` tells which judgements the page has to do with (``kg.resolve.matched``),
    ``notices`` what the page left open; ``quotes`` where words stand that judgements quote, ``quoted`` how the page
    reads if they hold for what stands there. ``sign`` is a short sign of the page for keys that are its own: a
    function of what stands in its articles.
    """

    page: str
    articles: tuple[Article, ...]
    mentions: tuple[ResolvedMention, ...]
    claims: tuple[Claim[str], ...]
    profiles: tuple[Profile, ...]
    met: frozenset[str] = frozenset()
    notices: tuple[Notice, ...] = ()
    quotes: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    quoted: Quoted | None = None
    sign: str = ""


#: Whether two are one; ``open`` where neither is sure enough: they stay two.
Verdict = Literal["same", "different", "open"]


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """Whether what two keys name is one and the same.

    ``left`` < ``right`` are keys, as read from single pages or of parts of such (``KEY（…）``). ``score`` is the
    probability that they are one, ``reasons`` what it rests on, ``rule`` the version of the rules, or that a person
    decided.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """A corpus, resolved: everything the graph is assembled from.

    ``mentions`` pairs each mention with the page and article it stands in and the entity key it was resolved to.
    ``decisions`` tell who was taken for whom and who was not; ``replaced`` pairs a key that names no entity any more with
    each key that stands for it now; both are sorted. ``notices`` are what the pages, or all of them together, leave
    doubtful.
    """

    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[ResolvedMention, ...]
    claims: tuple[Claim[str], ...]
    skipped: tuple[Skipped, ...] = field(default=())
    decisions: tuple[Decision, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention and the entity it names."""

    page: str
    article: str
    mention: Mention
    entity: str
