"""Make what the taggers learn from beside the corpora, from annotated pages:

    python -m scripts.make_tagger_pages PAGES [--web-news GOLD --corpora CORPORA]

PAGES holds pages and their gold (``NAME.txt``, ``NAME.json``); what they name is looked for in their text, and
``seeds/tagger/pages.jsonl`` written. GOLD holds items of the gedit corpus (``NAME.txt``, a line of it) and their gold; of
them ``seeds/tagger/web_news.jsonl`` keeps the number of the line and where names stand, no words; what it has of other
lines stays.

Every form of an entity's name is marked wherever it stands, the longest first. Forms that mean it only here (市委, 家属院)
are left open: neither a name nor none; so are countries, areas and bodies of the nation that the gold has not.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.evaluate import load_gold
from kg.knowledge.alternatives import any_of
from kg.knowledge.boundaries import boundaries
from kg.knowledge.countries import countries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.locate import seeds_dir
from kg.tagger.labels import BODY, EVENT, PERSON, PLACE, WAY, WORK
from kg.train.corpora import GEDIT

_PAGES, _WEB_NEWS = "tagger/pages.jsonl", "tagger/web_news.jsonl"
#: What each class of the vocabulary teaches: the tagger of names, and that of works.
_NAMES = {
    "Person": PERSON,
    "Area": PLACE,
    "Community": PLACE,
    "Place": PLACE,
    "Agency": BODY,
    "Organization": BODY,
}
_WORKS = {"Project": WORK, "Event": EVENT, "Method": WAY, "Document": WAY}
#: Pointers, whatever they point at, and titles, which their marks show.
_NO_NAME, _HAN = re.compile("[我全该本此其那这《]"), re.compile("[一-鿿]")
#: A right end of a longer name that is no longer than this is no name by itself: 市委, 管委会.
_PARTIAL = 4
#: What is longer is a person's name and title.
_LONGEST_NAME = 4
#: Whatever is called so and no longer is so called elsewhere, too: 改造, 项目一.
_BARE = 3

Mark = tuple[int, int, str | None]


def main() -> None:
    """Write both files."""
    args = _arguments()
    pages = [_page(path) for path in sorted(args.pages.glob("*.json"))]
    news = _web_news(args.web_news, args.corpora) if args.web_news else []
    if not pages or (args.web_news and not news):
        raise SystemExit("make_tagger_pages: a folder without *.json; nothing was written")
    _write(seeds_dir() / _PAGES, pages)
    if news:
        _write(seeds_dir() / _WEB_NEWS, news)


def _web_news(folder: Path, corpora: Path) -> list[dict[str, Any]]:
    lines = (corpora / GEDIT).read_text(encoding="utf-8").splitlines()
    numbers = {line.split("\t")[0]: number for number, line in reversed(list(enumerate(lines)))}
    read = [_item(path, numbers) for path in sorted(folder.glob("*.json"))]
    if not read:
        return []
    kept = (seeds_dir() / _WEB_NEWS).read_text(encoding="utf-8").splitlines()
    records = {int(record["line"]): record for record in (*map(json.loads, kept), *read)}
    return [records[line] for line in sorted(records)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, help="folder of pages with their gold")
    parser.add_argument("--web-news", type=Path, help="folder of items of the gedit corpus with their gold")
    parser.add_argument("--corpora", type=Path, help="the folder of corpora that kg train reads")
    args = parser.parse_args()
    if args.web_news and not args.corpora:
        parser.error("--web-news needs --corpora: the items are told by their line there")
    return args


def _page(path: Path) -> dict[str, Any]:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    return {"page": path.stem, "text": text, **_marked(text, load_gold(path))}


def _item(path: Path, numbers: Mapping[str, int]) -> dict[str, Any]:
    text = path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")
    if text not in numbers:
        raise SystemExit(f"make_tagger_pages: {path}: no item of the corpus; nothing was written")
    return {"line": numbers[text], **_marked(text, load_gold(path))}


def _marked(text: str, gold: Mapping[str, Any]) -> dict[str, list[Mark]]:
    entities = gold["entities"]
    return {
        "names": list(_with_known(text, list(_places(text, _name_forms(entities))))),
        "works": list(_places(text, _work_forms(entities))),
    }


def _with_known(text: str, marks: list[Mark]) -> Iterator[Mark]:
    """``marks`` and, left open, what everybody knows as a name though no entity is called so: 中国, 国务院."""
    taken = {at for start, end, _ in marks for at in range(start, end)}
    known = {*boundaries().whole, *countries()}
    spans = [(area.start, area.end) for area in gazetteer().scan(text)]
    spans += [m.span() for m in re.finditer(any_of(sorted(known, key=len, reverse=True)), text)]
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            marks.append((start, end, None))
    yield from sorted(marks, key=lambda mark: mark[:2])


def _name_forms(entities: list[Mapping[str, Any]]) -> dict[str, str | None]:
    """The class of each form of a person's, a place's or a body's name; None where it is open."""
    forms: dict[str, str | None] = {}
    for entity, form, name in _forms(entities, _NAMES):
        titled = entity["type"] == "Person" and len(form) > _LONGEST_NAME and "·" not in form
        if titled:
            continue
        whole = form == entity["name"] or entity["type"] in ("Person", "Area", "Community")
        partial = not whole and entity["name"].endswith(form) and len(form) <= _PARTIAL
        forms[form] = None if partial or forms.get(form, name) != name else name
    return forms


def _work_forms(entities: list[Mapping[str, Any]]) -> dict[str, str | None]:
    """The same of works, events and ways."""
    forms: dict[str, str | None] = {}
    for _, form, name in _forms(entities, _WORKS):
        forms[form] = None if len(form) <= _BARE or forms.get(form, name) != name else name
    return forms


def _forms(
    entities: list[Mapping[str, Any]], classes: Mapping[str, str]
) -> Iterator[tuple[Mapping[str, Any], str, str]]:
    """Each form of each entity of ``classes`` that may stand in the text for it, with its class."""
    for entity in entities:
        for form in (entity["name"], *entity.get("aliases", ())) if entity["type"] in classes else ():
            if len(form) > 1 and _HAN.search(form) and not _NO_NAME.match(form):
                yield entity, form, classes[entity["type"]]


def _places(text: str, forms: Mapping[str, str | None]) -> Iterator[Mark]:
    """Where the forms stand, in order: the longest first, none inside another."""
    taken = [False] * len(text)
    found: list[Mark] = []
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        for match in re.finditer(re.escape(form), text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                found.append((start, end, forms[form]))
    yield from sorted(found, key=lambda mark: mark[:2])


def _write(path: Path, records: list[dict[str, Any]]) -> None:
    lines = (json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
