"""Draws the ontology as mermaid diagrams, from its own files.

python scripts/draw_ontology.py            print the three diagrams
python scripts/draw_ontology.py --write    put them into docs/ontology.md, between their markers
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from kg.knowledge.locate import ontology_dir
from kg.knowledge.ontology import ontology
from kg.knowledge.triples import Node, Triples, read_triples
from kg.knowledge.vocabulary import Class

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "ontology.md"
SH = "http://www.w3.org/ns/shacl#"


def classes() -> Iterator[str]:
    """The entity classes with their subclasses and the standard classes above them, in their colours."""
    known = ontology()
    yield "flowchart RL"
    for name in known.entity_classes:
        cls = known.classes[name]
        yield f'  {name}["{cls.icon} {cls.zh}<br/>{name}"]'
        yield f"  style {name} fill:{cls.colour},color:#ffffff"
        for above in cls.aligned:
            yield f'  {name} --> {_id(above.iri.value)}(["{_compact(above.iri.value)}"])'
    for cls in known.classes.values():
        if _entity_subclass(cls):
            yield f'  {cls.name}["{cls.zh}<br/>{cls.name}"] --> {cls.superclasses[0]}'


def _entity_subclass(cls: Class) -> bool:
    return bool(cls.superclasses) and cls.superclasses[-1] in ontology().entity_classes


def facts() -> Iterator[str]:
    """Each fact from the classes that may be its subject to those that may be its object."""
    known = ontology()
    yield "flowchart LR"
    for p in known.facts:
        range_ = _names(p.range) if p.range else "文字 words"
        yield f'  {p.name}_s["{_names(p.domain)}"] -- "{p.zh} {p.name}" --> {p.name}_o["{range_}"]'


def _names(names: frozenset[str]) -> str:
    known = ontology()
    return "<br/>".join(f"{known.classes[n].zh} {n}" for n in known.entity_classes if n in names)


def evidence() -> Iterator[str]:
    """What the shapes ask of posts, measures, statements and sources: properties and how many of each."""
    shapes = read_triples(ontology_dir() / "shapes.ttl")
    yield "classDiagram"
    yield "  direction LR"
    for shape in shapes.index:
        targets = shapes.iris(shape, SH + "targetClass")
        if len(targets) == 1:
            yield from _box(shapes, shape, targets[0])


def _box(shapes: Triples, shape: Node, target: str) -> Iterator[str]:
    box = _id(target)
    yield f'  class {box}["{_compact(target)}"]'
    for part in shapes.iris(shape, SH + "property"):
        node = NamedNode(part)
        for path in shapes.iris(node, SH + "path"):
            yield from _row(shapes, node, box, path)


def _row(shapes: Triples, node: NamedNode, box: str, path: str) -> Iterator[str]:
    name, count = _compact(path).partition(":")[2], _count(shapes, node)
    wanted = shapes.iris(node, SH + "class") or [
        c for q in shapes.objects(node, SH + "qualifiedValueShape") for c in shapes.iris(q, SH + "class")
    ]
    if not wanted:
        yield f"  {box} : {name} [{count}]"
    for cls in wanted:
        yield f'  class {_id(cls)}["{_compact(cls)}"]'
        yield f'  {box} --> "{count}" {_id(cls)} : {name}'


def _count(shapes: Triples, node: NamedNode) -> str:
    kinds = ("minCount", "qualifiedMinCount"), ("maxCount", "qualifiedMaxCount")
    least, most = (next((v for k in pair if (v := shapes.value(node, SH + k))), None) for pair in kinds)
    return least if least == most and least else f"{least or 0}..{most or '*'}"


def _id(iri: str) -> str:
    return re.sub(r"\W", "_", _compact(iri))


def _compact(iri: str) -> str:
    found = (f"{p}:{iri[len(n) :]}" for p, n in ontology().prefixes.items() if iri.startswith(n))
    return next(found, iri)


def drawn(document: str) -> str:
    """The document with every diagram between its markers drawn anew."""
    for draw in (classes, facts, evidence):
        picture = "\n".join(draw())
        start, end = f"<!-- {draw.__name__} -->\n", "<!-- end -->"
        before, found, rest = document.partition(start)
        _, closed, after = rest.partition(end)
        if not (found and closed):
            raise SystemExit(f"{DOCUMENT}: needs <!-- {draw.__name__} --> … <!-- end -->")
        document = f"{before}{start}```mermaid\n{picture}\n```\n{end}{after}"
    return document


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--write", action="store_true", help="put the diagrams into docs/ontology.md")
    if parser.parse_args().write:
        DOCUMENT.write_text(drawn(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        for draw in (classes, facts, evidence):
            print("\n".join(draw()), end="\n\n")


if __name__ == "__main__":
    main()
