"""Pages from templates: every text is escaped, every link is encoded."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import HTMLResponse

from kg.knowledge.ontology import KG, ontology
from kg.query import shorten

#: What people read on these pages that is no term of the vocabulary's own.
_ALSO = {
    "holdsPost": ("任职", "holds post"),
    "rdf:type": ("类型", "type"),
    "rdfs:label": ("名称", "name"),
    "skos:altLabel": ("又称", "also called"),
}

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS = Path(__file__).with_name("assets")


def page(template: str, /, **values: Any) -> HTMLResponse:
    """The template, filled."""
    return HTMLResponse(_environment().get_template(template).render(values), headers={"Vary": "Accept"})


def entity_link(iri: str) -> str:
    """Where the page of an IRI is."""
    return f"/entity?iri={quote(iri, safe='')}"


def words(iri: str) -> tuple[str, str]:
    """A class or property, by its IRI or its local name, in Chinese and English; what the vocabulary does not
    know as short as it goes, twice."""
    known = ontology()
    local = iri.removeprefix(KG)
    for terms in (known.classes, known.properties, known.measures, known.values):
        term = terms.get(local)
        if term is not None:
            return term.zh, term.en
    short = shorten(iri)
    return _ALSO.get(short, (short, short))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(str(ASSETS)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(entity_link=entity_link, words=words, shorten=shorten)
    return environment
