"""Pages to open in a browser, and a page in the browser with what can be done on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad
from test_view import HOSTILE, hostile_graph, hostile_texts
from view_sample import BASE, Sample, kg, province, town, typed

from kg.view import view

LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 780}


NAMES = """() => {
  const {name} = JSON.parse(document.getElementById('graph-data').textContent).entities;
  return !name ? [] : Array.isArray(name) ? name : name.at.map((at) => name.of[at]);
}"""


@dataclass
class Opened:
    """A page in the browser with all that it asked for and complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ids(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names())}

    def names(self) -> list[str]:
        """The name of every entity, by its number."""
        return list(self.page.evaluate(NAMES))

    def search(self, words: str) -> str:
        """Types words and opens the first thing found; the name of what is then shown."""
        self.page.fill("#search", words)
        self.page.press("#search", "Enter")
        return str(self.page.locator("#panel h2").inner_text())

    def shown(self) -> set[str]:
        """The names of the entities that pass the filters."""
        flags = self.page.evaluate("[...minsheng.shown.entities]")
        return {name for name, on in zip(self.names(), flags, strict=True) if on}

    def click_at(self, place: dict[str, float]) -> None:
        box = self.page.locator("#mynetwork").bounding_box()
        self.page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])

    def click_node(self, name: str) -> None:
        self.click_at(self.page.evaluate("id => minsheng.place(id)", self.ids()[name]))

    def click_line(self, one: str, two: str) -> None:
        ids = self.ids()
        self.click_at(self.page.evaluate("([a, b]) => minsheng.middle(a, b)", [ids[one], ids[two]]))

    def panel(self) -> str:
        return str(self.page.locator("#panel").inner_text())


Open = Callable[..., Opened]


SAID = "澜东区教育局局长甄望舒说，校舍改造投资约2.92亿元。"
NEWS = Sample(text=f"𠮷日一早，天晴了。\n\n{SAID}孩子们都笑了。\n岚西街道同日开工。")


def news() -> list[Quad]:
    """Two pages: one of 2021 on one district, with its text; one of 2023 on another, less sure."""
    sample = Sample(text=NEWS.text)
    area = sample.entity("Area", "澜东区")
    body = sample.entity("Agency", "澜东区教育局", "区教育局")
    person, work = sample.entity("Person", "甄望舒"), sample.entity("Project", "澜东区校舍改造")
    sample.fact(body, "subOrganizationOf", area, "澜东区教育局")
    sample.post(person, body, "局长", "澜东区教育局局长甄望舒")
    sample.fact(body, "implements", work, "校舍改造")
    sample.measure(work, "investment", "292000000.0", "currency/CNY", "2.92亿元", "投资约2.92亿元")
    sample.measure(work, "households", "120", "unit/NUM", "120户", SAID)
    sample.fact(work, "startedOn", typed("2021-01", "gYearMonth"), "校舍改造")
    return sample.quads + list(map(later, other_page()))


def other_page() -> list[Quad]:
    sample = Sample(page=NamedNode(BASE + "page/samples/two.txt"), name="samples/two.txt", count=900)
    area, person = sample.entity("Area", "岚西区"), sample.entity("Person", "邴知禾")
    street = sample.entity("Agency", "岚西街道办事处")
    work = sample.entity("Project", "岚西区管网改造")
    sample.fact(street, "subOrganizationOf", area, "岚西街道办事处")
    sample.post(person, street, "主任", "岚西街道办事处主任邴知禾")
    sample.fact(street, "implements", work, "岚西街道实施管网改造")
    sample.measure(work, "investment", "5000000.0", "currency/CNY", "500万元", "投资500万元")
    sample.measure(work, "households", "900", "unit/NUM", "900户", "惠及900户")
    return sample.quads


def later(quad: Quad) -> Quad:
    """The same as printed two years later and read with less confidence."""
    found = quad.object
    if isinstance(found, Literal):
        value = found.value.replace("2021-03-05", "2023-06-01").replace("0.9", "0.4")
        value = "2023" if value == "2021" else value
        kept = Literal(value, language=found.language) if found.language else None
        found = kept or Literal(value, datatype=found.datatype)
    return Quad(quad.subject, quad.predicate, found, quad.graph_name)


def pair() -> list[Any]:
    """One post, so that node and line are easy to hit."""
    sample = Sample()
    person, body = sample.entity("Person", "甄望舒"), sample.entity("Agency", "澜东区教育局", "区教育局")
    sample.post(person, body, "局长", "澜东区教育局局长甄望舒介绍")
    work = sample.entity("Project", "澜东区校舍改造")
    sample.fact(body, "implements", work, "区教育局实施校舍改造")
    sample.measure(work, "investment", "292000000.0", "currency/CNY", "2.92亿元", "完成投资2.92亿元")
    sample.add(sample.article, kg("byline").value, person)
    return sample.quads


GRAPHS: Mapping[str, Callable[[], list[Any]]] = {
    "town": town,
    "province": province,
    "hostile": lambda: hostile_graph(HOSTILE),
    "pair": pair,
    "empty": list,
    "news": news,
}


def texts(name: str) -> dict[str, str]:
    return {"hostile": hostile_texts(HOSTILE), "news": {NEWS.article.value: NEWS.text}}.get(name, {})


@cache
def written(name: str, folder: Path) -> Path:
    """The page of one of `GRAPHS`, written the first time it is asked for."""
    path = folder / f"{name}.html"
    view(GRAPHS[name](), path, texts=texts(name))
    return path
