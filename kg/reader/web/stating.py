"""What a web page states of itself: in its metadata, its newspaper's properties, and the line below its headline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from kg.knowledge.webpages import web_pages
from kg.reader.records import NO_TEXT, iso_date
from kg.reader.web.parsing import Element

#: The software of many newspapers' digital editions writes what it knows of an article into a comment.
_PROPERTIES = re.compile(r"enpproperty\b(?P<all>.*?)(?:/enpproperty|$)", re.S | re.I)
_PROPERTY = re.compile(r"<(?P<name>[a-z]+)>\s*(?P<value>[^<]*?)\s*</(?P=name)>", re.I)
_ENP = {
    "title": "title",
    "date": "date",
    "author": "author",
    "papername": "paper",
    "nodeid": "",
    "pageno": "number",
}
#: Pages of WeChat write the second, or the day, of their publication into a script.
_SCRIPT_DATE = re.compile(
    r"\b(?:ct|create_?time|publish_?time)\s*[=:]\s*[\"']?(\d{10}|\d{4}-\d\d-\d\d)\b", re.I
)
_CHINA = timezone(timedelta(hours=8))
_TITLE_TAIL = re.compile(r"\s*(?:[_|]|[-－–—]{1,2})\s*(?=[^-－–—_|]{1,24}$)")


#: What an element shows alone is no longer than this.
_LONGEST_SHOWN = 40
_LABEL = re.compile(r"^[^：:]{1,6}[：:]\s*(?!\d\d)")


@dataclass(slots=True)
class Stated:
    """Values by field, the first that was found, and by what each was stated; ``places`` are the elements that state
    them, where it is known."""

    values: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    places: dict[str, Element] = field(default_factory=dict)

    def add(self, name: str, value: object, origin: str, place: Element = None) -> None:
        """Keep ``value`` unless it is empty, no date where one is due, or the field is known."""
        words = " ".join(NO_TEXT.sub("", str(value)).split()) if isinstance(value, str | int) else ""
        if name == "date":
            words = iso_date(words) or ""
        if name and words and name not in self.values:
            self.values[name] = words
            self.origins[name] = origin
            if place is not None:
                self.places[name] = place


def stated(root: Element) -> Stated:
    """What the page says of itself outside the words that it shows."""
    found = Stated()
    for comment in _comments(root):
        for part in _PROPERTIES.finditer(comment):
            for each in _PROPERTY.finditer(part["all"]):
                found.add(_ENP.get(each["name"].lower(), ""), each["value"], "newspaper properties")
    metas = dict(_metas(root))
    for name, keys in web_pages().meta.items():
        for key in keys:
            if key in metas:
                found.add(name, metas[key].get("content"), f"meta {key}", metas[key])
    for value in _linked(root):
        _add_linked(found, value)
    for script in root.iter("script"):
        if match := _SCRIPT_DATE.search(script.text or ""):
            found.add("date", _day(match[1]), "script")
    _add_shown(found, root)
    return found


def _add_shown(found: Stated, root: Element) -> None:
    """What elements show that are called after what they hold."""
    shown = web_pages().shown
    for element in root.iter("span", "em", "i", "p", "div", "a", "strong", "td", "li", "time"):
        names = {name.casefold() for name in (element.get("id") or "", *(element.get("class") or "").split())}
        for field_, known in shown.items():
            if names & known:
                words = "".join(element.itertext()).strip() if len(element) < 5 else ""
                if 0 < len(words) <= _LONGEST_SHOWN:
                    found.add(field_, _LABEL.sub("", words), "element of that name", element)


def titles(root: Element) -> Iterator[str]:
    """What the page's <title> may call the article: with and without the name of the site behind it."""
    words = " ".join("".join(each.itertext()) for each in root.iter("title")).split()
    whole = " ".join(words)
    if whole:
        yield whole
        yield _TITLE_TAIL.split(whole)[0]


def _comments(root: Element) -> Iterator[str]:
    from lxml import etree

    yield from (comment.text or "" for comment in root.iter(etree.Comment))
    # Where it is no comment, the parser has made elements of it.
    for element in root.iter("enpproperty", "founder-property"):
        inner = "".join(f"<{e.tag}>{e.text or ''}</{e.tag}>" for e in element if isinstance(e.tag, str))
        yield f"enpproperty>{inner}</enpproperty"


def _metas(root: Element) -> Iterator[tuple[str, Element]]:
    """The elements by name; of equal names the first."""
    seen = set()
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").casefold()
        if name and name not in seen and (meta.get("content") or "").strip():
            seen.add(name)
            yield name, meta


def _linked(root: Element) -> Iterator[Mapping[str, Any]]:
    """What JSON-LD says of an article."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = value.get("@graph", value) if isinstance(value, dict) else value
        for each in graph if isinstance(graph, list) else [graph]:
            if isinstance(each, dict) and "Article" in str(each.get("@type")):
                yield each


def _add_linked(found: Stated, value: Mapping[str, Any]) -> None:
    found.add("title", value.get("headline"), "JSON-LD")
    found.add("date", value.get("datePublished"), "JSON-LD")
    for name, key in (("author", "author"), ("source", "publisher")):
        who = value.get(key)
        who = who[0] if isinstance(who, list) and who else who
        found.add(name, who.get("name") if isinstance(who, dict) else who, "JSON-LD")


def _day(value: str) -> str:
    """A day, or the day in China of a second of Unix time."""
    return value if "-" in value else f"{datetime.fromtimestamp(int(value), UTC).astimezone(_CHINA):%Y-%m-%d}"
