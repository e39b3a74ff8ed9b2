"""RDF terms: the names of the contract, and literals in their canonical form."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.knowledge.vocabulary import KG

_CUR = "http://www.w3.org/"
RDF = _CUR + "1999/02/22-rdf-syntax-ns#"
RDFS = _CUR + "2000/01/rdf-schema#"
XSD = _CUR + "2001/XMLSchema#"
SKOS = _CUR + "2004/02/skos/core#"
ORG = _CUR + "ns/org#"
PROV = _CUR + "ns/prov#"
OA = _CUR + "ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
QUDT = "http://qudt.org/schema/qudt/"
SCHEMA = "https://schema.org/"
TIME = _CUR + "2006/time#"

TYPE = NamedNode(RDF + "type")
STATEMENT = NamedNode(RDF + "Statement")
SUBJECT = NamedNode(RDF + "subject")
PREDICATE = NamedNode(RDF + "predicate")
OBJECT = NamedNode(RDF + "object")
VALUE = NamedNode(RDF + "value")
LABEL = NamedNode(RDFS + "label")
ALT_LABEL = NamedNode(SKOS + "altLabel")

MEMBERSHIP = NamedNode(ORG + "Membership")
MEMBER = NamedNode(ORG + "member")
ORGANIZATION = NamedNode(ORG + "organization")
MEMBER_DURING = NamedNode(ORG + "memberDuring")
POST = NamedNode(ORG + "Post")
POST_IN = NamedNode(ORG + "postIn")
HOLDS = NamedNode(ORG + "holds")

INTERVAL = NamedNode(TIME + "Interval")
PROPER_INTERVAL = NamedNode(TIME + "ProperInterval")
INSTANT = NamedNode(TIME + "Instant")
HAS_BEGINNING = NamedNode(TIME + "hasBeginning")
HAS_END = NamedNode(TIME + "hasEnd")

DERIVED_FROM = NamedNode(PROV + "wasDerivedFrom")
GENERATED_BY = NamedNode(PROV + "wasGeneratedBy")

USED = NamedNode(PROV + "used")
INFORMED_BY = NamedNode(PROV + "wasInformedBy")
REPLACED_BY = NamedNode(DCTERMS + "isReplacedBy")

ANNOTATION = NamedNode(OA + "Annotation")
MOTIVATED_BY = NamedNode(OA + "motivatedBy")
EDITING = NamedNode(OA + "editing")
BODY_VALUE = NamedNode(OA + "bodyValue")
HAS_TARGET = NamedNode(OA + "hasTarget")
SPECIFIC_RESOURCE = NamedNode(OA + "SpecificResource")
HAS_SOURCE = NamedNode(OA + "hasSource")
HAS_SELECTOR = NamedNode(OA + "hasSelector")
POSITION_SELECTOR = NamedNode(OA + "TextPositionSelector")
FRAGMENT_SELECTOR = NamedNode(OA + "FragmentSelector")
MEDIA_FRAGMENTS = NamedNode("http://www.w3.org/TR/media-frags/")
PATH_SELECTOR = NamedNode(OA + "XPathSelector")
QUOTE_SELECTOR = NamedNode(OA + "TextQuoteSelector")
START = NamedNode(OA + "start")
END = NamedNode(OA + "end")
EXACT = NamedNode(OA + "exact")
PREFIX = NamedNode(OA + "prefix")
SUFFIX = NamedNode(OA + "suffix")

PART_OF = NamedNode(DCTERMS + "isPartOf")
ISSUED = NamedNode(DCTERMS + "issued")
SOURCE = NamedNode(DCTERMS + "source")
ALTERNATIVE = NamedNode(DCTERMS + "alternative")
CONFORMS_TO = NamedNode(DCTERMS + "conformsTo")
FORMAT = NamedNode(DCTERMS + "format")
MENTIONS = NamedNode(SCHEMA + "mentions")

NUMERIC_VALUE = NamedNode(QUDT + "numericValue")
HAS_UNIT = NamedNode(QUDT + "hasUnit")

_DECIMAL = NamedNode(XSD + "decimal")
_DOUBLE = NamedNode(XSD + "double")
_DATE_TYPES = {
    4: NamedNode(XSD + "gYear"),
    7: NamedNode(XSD + "gYearMonth"),
    10: NamedNode(XSD + "date"),
}
_INSTANTS = {
    4: NamedNode(TIME + "inXSDgYear"),
    7: NamedNode(TIME + "inXSDgYearMonth"),
    10: NamedNode(TIME + "inXSDDate"),
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


@cache
def kg(name: str) -> NamedNode:
    """A term of the project's own vocabulary."""
    return NamedNode(KG + name)


def text(value: str) -> Literal:
    """Characters as they are; half a surrogate pair, which no file can hold, becomes U+FFFD."""
    return Literal(_storable(value))


def chinese(value: str) -> Literal:
    """A name or other words in Chinese, in Unicode's composed form."""
    return Literal(unicodedata.normalize("NFC", _storable(value)), language="zh")


def number(value: float) -> Literal:
    """A decimal in XSD's canonical form (``292000000.0``); what is no finite number, a double."""
    if not math.isfinite(value):
        return Literal({math.inf: "INF", -math.inf: "-INF"}.get(value, "NaN"), datatype=_DOUBLE)
    digits = format(Decimal(repr(float(value))), "f")
    whole, _, fraction = digits.partition(".")
    whole = "0" if whole == "-0" and not fraction.strip("0") else whole
    return Literal(f"{whole}.{fraction.rstrip('0') or '0'}", datatype=_DECIMAL)


def iso(value: str) -> Literal:
    """A year, a month or a day, typed by its length. A day or month that no calendar has is cut off;
    what is no date at all stays a plain string, which the shapes report."""
    if not _ISO.fullmatch(value):
        return text(value)
    while not _in_calendar(value):
        value = value[:-3]
    return Literal(value, datatype=_DATE_TYPES[len(value)])


def instant_property(date: Literal) -> NamedNode:
    """The property of OWL-Time that gives an instant a date as precise as this one."""
    return _INSTANTS[len(date.value)]


def _in_calendar(value: str) -> bool:
    if len(value) == 4:
        return True
    try:
        date.fromisoformat(f"{value}-01"[:10])
    except ValueError:
        return False
    return True


def _storable(value: str) -> str:
    """One character for one, so that offsets stay true."""
    return _SURROGATE.sub("\ufffd", value)
