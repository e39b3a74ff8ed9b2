"""Graphs to look at: invented places and people in the vocabulary that every build writes, of any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

KG = "https://w3id.org/minsheng/ontology#"
BASE = "https://w3id.org/minsheng/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
QUDT = "http://qudt.org/schema/qudt/"
XSD = "http://www.w3.org/2001/XMLSchema#"

SURNAMES = "甄邴闾蔺郗鄢逯桑宓隗"
#: Where the article begins in its page.
BEFORE = 1000
GIVEN = "望知书云景若南青", "舒远禾起行谷星岚"


def kg(name: str) -> NamedNode:
    return NamedNode(KG + name)


def zh(text: str) -> Literal:
    return Literal(text, language="zh")


def typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


@dataclass
class Sample:
    """Collects quads; every fact gets a statement, a passage and its two selectors.

    Words that stand in ``text``, the article's, are placed where they stand there, `BEFORE` characters further
    on in the page.
    """

    page: NamedNode = field(default_factory=lambda: NamedNode(BASE + "page/samples/one.txt"))
    quads: list[Quad] = field(default_factory=list)
    count: int = 0
    name: str = "samples/one.txt"
    title: str = "旧院子有了新模样"
    around: tuple[str, str] = ("上一句说完了。据了解，", "，居民纷纷点赞。下一句")
    rule: str = "pattern/title-name"
    text: str = ""

    def __post_init__(self) -> None:
        self.article = NamedNode(self.page.value + "/a1")
        self.add(self.page, RDF + "type", kg("Page"))
        self.add(self.page, RDFS + "label", Literal(self.name))
        self.add(self.article, RDF + "type", kg("Article"))
        self.add(self.article, RDFS + "label", zh(self.title))
        self.add(self.article, DCTERMS + "isPartOf", self.page)
        self.add(self.article, DCTERMS + "issued", typed("2021-03-05", "date"))

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(subject, NamedNode(predicate), value, self.page))

    def node(self, kind: str) -> NamedNode:
        self.count += 1
        return NamedNode(f"{BASE}{kind}/{self.count}")

    def entity(self, cls: str, name: str, *aliases: str, kinds: tuple[str, ...] = ()) -> NamedNode:
        iri = NamedNode(f"{BASE}{cls.lower()}/{quote(name, safe='')}")
        for kind in (cls, *kinds):
            self.add(iri, RDF + "type", kg(kind))
        self.add(iri, RDFS + "label", zh(name))
        for alias in aliases:
            self.add(iri, SKOS + "altLabel", zh(alias))
        return iri

    def evidence(self, subject: NamedNode, predicate: str, value: NamedNode | Literal, words: str) -> None:
        statement, passage = self.node("statement"), self.node("passage")
        position, exact = self.node("selector"), self.node("selector")
        self.add(statement, RDF + "type", NamedNode(RDF + "Statement"))
        self.add(statement, RDF + "subject", subject)
        self.add(statement, RDF + "predicate", NamedNode(predicate))
        self.add(statement, RDF + "object", value)
        self.add(statement, KG + "confidence", typed("0.9", "decimal"))
        self.add(statement, PROV + "wasGeneratedBy", NamedNode(BASE + "extractor/" + quote(self.rule)))
        self.add(statement, PROV + "wasDerivedFrom", passage)
        self.add(passage, OA + "hasSource", self.page)
        self.add(passage, DCTERMS + "isPartOf", self.article)
        self.add(passage, OA + "hasSelector", position)
        self.add(passage, OA + "hasSelector", exact)
        start = BEFORE + self.text.find(words) if words in self.text else 10 * self.count
        self.add(position, OA + "start", typed(str(start), "integer"))
        self.add(position, OA + "end", typed(str(start + len(words)), "integer"))
        self.add(exact, OA + "exact", Literal(words))
        self.add(exact, OA + "prefix", Literal(self.around[0]))
        self.add(exact, OA + "suffix", Literal(self.around[1]))

    def fact(self, subject: NamedNode, name: str, value: NamedNode | Literal, words: str) -> None:
        self.add(subject, KG + name, value)
        self.evidence(subject, KG + name, value, words)

    def post(self, person: NamedNode, body: NamedNode, title: str, words: str, former: bool = False) -> None:
        node = self.node("post")
        self.add(node, RDF + "type", NamedNode(ORG + "Membership"))
        self.add(node, ORG + "member", person)
        self.add(node, ORG + "organization", body)
        self.add(node, KG + "title", zh(title))
        self.add(node, KG + "attestedOn", typed("2021-03-05", "date"))
        if former:
            self.add(node, KG + "former", typed("true", "boolean"))
        self.evidence(node, ORG + "member", person, words)

    def measure(self, subject: NamedNode, name: str, number: str, unit: str, words: str, said: str) -> None:
        node = self.node("measure")
        self.add(node, RDF + "type", kg("Measure"))
        self.add(node, KG + "measureOf", subject)
        self.add(node, KG + "property", kg(name))
        self.add(node, QUDT + "numericValue", typed(number, "double"))
        self.add(node, QUDT + "hasUnit", NamedNode("http://qudt.org/vocab/" + unit))
        self.add(node, KG + "approximate", typed("true", "boolean"))
        self.add(node, KG + "text", Literal(words))
        self.add(node, KG + "asOf", typed("2021", "gYear"))
        self.evidence(node, KG + "measureOf", subject, said)


def town() -> list[Quad]:
    """About 120 entities of every class, as a few pages on one city would give them."""
    return _city(Sample(), "澜川市", districts=3, compounds=18).quads


def province(cities: int = 12, compounds: int = 26) -> list[Quad]:
    """Many cities in one province: by default some 3,000 entities."""
    sample = Sample()
    top = sample.entity("Area", "云泽省")
    for first, second in list(product("澜岚沅洺浔洛沂汶", "川城州"))[:cities]:
        _city(sample, f"{first}{second}市", districts=6, compounds=compounds, top=top)
    return sample.quads


def _city(sample: Sample, name: str, districts: int, compounds: int, top: NamedNode | None = None) -> Sample:
    city = sample.entity("Area", name, name[:-1])
    if top:
        sample.fact(city, "locatedIn", top, f"云泽省{name}")
    hall = sample.entity("Agency", f"{name}人民政府", "市政府")
    sample.fact(hall, "subOrganizationOf", city, f"{name}政府")
    plan = sample.entity("Project", f"{name}老旧小区改造")
    paper = sample.entity("Document", f"《{name}老旧小区改造三年行动计划》")
    sample.fact(hall, "issues", paper, f"{name}政府印发《{name}老旧小区改造三年行动计划》")
    for number, first in zip(range(districts), "东西南北中新", strict=False):
        _district(sample, name, f"{name[:2]}{first}区", compounds, number, city, plan)
    return sample


def _district(
    sample: Sample, city_name: str, short: str, compounds: int, turn: int, city: NamedNode, plan: NamedNode
) -> None:
    name = city_name + short
    area = sample.entity("Area", name, short)
    sample.fact(area, "locatedIn", city, f"{city_name}{short}")
    office = sample.entity("Agency", f"{short}住房和城乡建设局", f"{short}住建局", "区住建局")
    sample.fact(office, "subOrganizationOf", area, f"{short}住房和城乡建设局")
    people = _people(turn, city_name + short)
    head = next(people)
    chief = sample.entity("Person", head, kinds=("Official",))
    words = f"{short}住房和城乡建设局局长{head}介绍，改造从群众最盼的事做起"
    sample.post(chief, office, "局长", words)
    sample.fact(chief, "leads", office, words)
    work = sample.entity("Project", f"{short}老旧小区改造", "旧改工程")
    sample.fact(office, "implements", work, f"{short}住建局牵头实施老旧小区改造")
    sample.fact(work, "targets", area, f"{short}老旧小区改造惠及全区")
    sample.fact(office, "participatesIn", plan, f"{short}住建局参加全市老旧小区改造")
    sample.measure(
        work, "investment", "292000000.0", "currency/CNY", "2.92亿元", "全区老旧小区改造完成投资约2.92亿元"
    )
    sample.measure(work, "households", "20000", "unit/NUM", "近两万户", "惠及居民近两万户")
    sample.fact(work, "startedOn", typed("2019-05", "gYearMonth"), "改造于2019年5月启动")
    bank = sample.entity("Organization", f"{short}惠民建设有限公司")
    sample.fact(bank, "funds", work, f"{short}惠民建设有限公司出资支持改造")
    sample.fact(bank, "cooperatesWith", office, f"{short}惠民建设有限公司与区住建局签订协议")
    _street(sample, short, compounds, area, work, people)


def _street(
    sample: Sample, short: str, compounds: int, area: NamedNode, work: NamedNode, people: Iterator[str]
) -> None:
    meeting = sample.entity("Event", f"{short}旧改工作推进会")
    sample.fact(meeting, "heldOn", typed("2021-03-01", "date"), "3月1日，推进会召开")
    method = sample.entity("Method", f"{short}“三问三办”工作法")
    square = sample.entity("Place", f"{short}望江广场")
    sample.fact(square, "locatedIn", area, f"{short}望江广场")
    for number in range(compounds):
        kind = "Compound" if number % 3 else "Neighbourhood"
        flower = "梧桐柳荫听雨松鹤锦绣杏林"[number % 12 :][:2]
        name = f"{short}{flower}{number + 1}号{'院' if number % 3 else '社区'}"
        place = sample.entity("Community", name, name.removeprefix(short), kinds=(kind,))
        sample.fact(place, "locatedIn", area, f"{name}是全区改造的小区之一")
        sample.fact(work, "targets", place, f"{name}完成改造")
        if number % 2 == 0:
            _committee(sample, place, name, next(people), meeting, method)


def _committee(
    sample: Sample, place: NamedNode, name: str, person: str, meeting: NamedNode, method: NamedNode
) -> None:
    who = sample.entity("Person", person, kinds=("Official",))
    words = f"“大家的事大家商量着办。”{name}主任{person}说"
    sample.post(who, place, "主任", words, former=name.endswith("院"))
    sample.fact(who, "leads", place, words)
    sample.fact(who, "participatesIn", meeting, f"{person}在会上发言")
    sample.fact(place, "adopts", method, f"{name}推行“三问三办”工作法")
    sample.fact(place, "builtIn", typed("1998", "gYear"), f"{name}建于1998年")
    sample.fact(who, "receives", zh("优秀社区工作者"), f"{person}获评优秀社区工作者")


def _people(turn: int, key: str) -> Iterator[str]:
    """Names that differ within a district; ``key`` keeps most of those of districts apart."""
    names = ["".join(parts) for parts in product(SURNAMES, *GIVEN)]
    offset = (sum(ord(c) * (n + 1) for n, c in enumerate(key)) * 37 + 7 * turn) % len(names)
    step = 97  # shares no factor with the number of names, so that all are passed
    return (names[(offset + step * number) % len(names)] for number in range(len(names)))
