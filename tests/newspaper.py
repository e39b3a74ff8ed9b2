"""Prints sample pages as a newspaper does, so that what is read from the print can be held against what was set.

`sheet` takes the articles of a text; `set_in_type` prints sheets as PDF through Chromium; `scanned` photographs a printed
page: clean, skewed, low in resolution or noisy, the same way every time.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.segment import segment
from kg.types import Article, Page

#: Millimetres: what a column of body type and the margins of the sheet measure.
COLUMN, MARGIN = 52.0, 12.0
WEEKDAYS = "一二三四五六日"
#: So many characters of body type fill one column before a story takes another.
PER_COLUMN = 230


@dataclass(frozen=True)
class Story:
    """An article as it is set: its blocks in reading order, each a kind and its words."""

    blocks: tuple[tuple[str, str], ...]
    #: From this block on it stands on the second page of the sheet (None: it is not continued).
    continued: int | None = None

    @property
    def length(self) -> int:
        return sum(len(words) for _, words in self.blocks)

    @property
    def body(self) -> list[str]:
        return [words for kind, words in self.blocks if kind in ("paragraph", "caption", "heading")]


@dataclass(frozen=True)
class Sheet:
    """A newspaper page: what stands over it, its stories in reading order, how many columns it has."""

    name: str
    head: str
    stories: tuple[Story, ...]
    columns: int = 3
    #: Whether a line stands between the columns.
    ruled: bool = True
    number: int = 1
    #: Millimetres between two columns, and the height of a line in sizes of its type.
    gap: float = 7.0
    leading: float = 1.5

    def text(self) -> str:
        """The words of the sheet in reading order, headlines marked: what a careful reader would type."""
        lines = [self.head]
        for story in self.stories:
            lines += [_typed(kind, words) for kind, words in story.blocks]
        return "\n\n".join(lines) + "\n"

    def words(self) -> list[str]:
        """The words of every block in reading order, without what stands over the page."""
        return [words for story in self.stories for _, words in story.blocks]


@dataclass(frozen=True)
class Scan:
    """How a page is photographed. ``angle`` is in degrees, ``noise`` in grey levels of 255."""

    name: str
    dpi: int = 200
    angle: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    quality: int | None = None
    shade: float = 0.0
    seed: int = field(default=7)


SCANS = (
    Scan("clean"),
    Scan("skewed", angle=1.7),
    Scan("low", dpi=90, quality=70),
    Scan("noisy", dpi=170, noise=18, blur=0.7, quality=60, shade=0.25, angle=-0.4),
)


def sheet(name: str, pages: Iterable[Page], columns: int = 3, ruled: bool = True, number: int = 1) -> Sheet:
    """The articles of ``pages`` on one newspaper page, under the date that they bear."""
    articles = [article for page in pages for article in segment(page)]
    date = next((a.published for a in articles if a.published and len(a.published) == 10), None)
    stories = tuple(Story(tuple(_blocks(article))) for article in articles)
    return Sheet(name, _head(date, number), stories, columns, ruled, number)


def _blocks(article: Article) -> Iterator[tuple[str, str]]:
    for block in article.blocks:
        if block.kind not in ("paper", "staff"):
            yield block.kind, article.text.chars[block.start : block.end]


def _head(date: str | None, number: int) -> str:
    from datetime import date as Date

    words = f"第{number:02d}版 要闻"
    if date is None:
        return words
    day = Date.fromisoformat(date)
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]} {words}"


def _typed(kind: str, words: str) -> str:
    marks = {"title": "# ", "heading": "### "}
    return marks.get(kind, "") + words


# -- setting ---------------------------------------------------------------------------------------------------

STYLE = f"""
@page {{ margin: 0 }}
* {{ box-sizing: border-box }}
body {{ margin: 0; padding: {MARGIN}mm; font: 9.2pt/var(--leading) 'Noto Serif CJK SC', serif;
  width: var(--width); color: #000 }}
.head {{ display: flex; justify-content: space-between; font-size: 9pt;
  border-bottom: 1.2pt solid #000; margin-bottom: 4mm }}
.row {{ display: flex; gap: var(--gap); border-bottom: .6pt solid #000; padding-bottom: 3mm; margin-bottom: 4mm }}
.row:last-of-type {{ border-bottom: 0 }}
.story {{ position: relative }}
.ruled + .ruled::before {{ content: ''; position: absolute; left: calc(var(--gap) / -2); top: 0; bottom: 0;
  border-left: .6pt solid #000 }}
.boxed {{ border: 1pt solid #000; padding: 2.5mm }}
.text {{ column-gap: var(--gap) }}
.ruled .text {{ column-rule: .4pt solid #555 }}
h1 {{ font: 900 21pt/1.25 'Noto Serif CJK SC'; text-align: center; margin: 1mm 0 2mm }}
.narrow h1 {{ font-size: 15pt }}
h2 {{ font: 700 13pt/1.3 'Noto Serif CJK SC'; text-align: center; margin: 0 0 2mm }}
.kicker {{ font: 500 12pt/1.3 'Noto Sans CJK SC'; text-align: center; margin: 0 }}
.column {{ display: inline-block; font: 700 11pt/1.4 'Noto Sans CJK SC'; border: .6pt solid #000; padding: 0 2mm;
  margin: 0 }}
h3 {{ font: 700 11pt/1.4 'Noto Sans CJK SC'; text-align: center; margin: 2mm 0 }}
.text p {{ margin: 0; text-indent: 2em; text-align: justify; orphans: 1; widows: 1 }}
.byline {{ font-family: 'Noto Sans CJK SC'; text-align: center; margin: 0 0 1mm }}
.text .closing {{ text-align: right; text-indent: 0 }}
figure {{ margin: 1mm 0 2mm; break-inside: avoid }}
figure img {{ display: block; width: 100%; height: 32mm }}
figcaption {{ font: 8.4pt/1.45 'Noto Sans CJK SC' }}
"""


def to_html(page: Sheet) -> str:
    """The sheet as HTML: rows of stories side by side, each set in columns below its headline."""
    width = page.columns * COLUMN + (page.columns - 1) * page.gap + 2 * MARGIN
    parts = page.head.split(" ")
    head = "".join(f"<span>{html.escape(part)}</span>" for part in parts)
    rows = "".join(_row(page, row) for row in _rows(page))
    look = f"--width:{width}mm;--gap:{page.gap}mm;--leading:{page.leading}"
    return (
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><style>{STYLE}</style>"
        f"<body style='{look}'><div class=head>{head}</div>{rows}</body></html>"
    )


def _rows(page: Sheet) -> Iterator[list[tuple[Story, int]]]:
    """Stories side by side until a row is full; the last of a row takes what is left of it."""
    row: list[tuple[Story, int]] = []
    free = page.columns
    for i, story in enumerate(page.stories):
        wish = min(page.columns, max(1, round(story.length / PER_COLUMN)))
        if wish > free:
            yield _widened(row, free)
            row, free = [], page.columns
        row.append((story, wish))
        free -= wish
        if not free or i == len(page.stories) - 1:
            yield _widened(row, free)
            row, free = [], page.columns


def _widened(row: list[tuple[Story, int]], free: int) -> list[tuple[Story, int]]:
    story, wish = row[-1]
    return [*row[:-1], (story, wish + free)]


def _row(page: Sheet, row: list[tuple[Story, int]]) -> str:
    stories = "".join(_story(page, story, width) for story, width in row)
    return f"<div class=row>{stories}</div>"


def _story(page: Sheet, story: Story, width: int) -> str:
    measure = width * COLUMN + (width - 1) * page.gap
    heads, text = [], []
    for i, (kind, words) in enumerate(story.blocks):
        above = kind in ("column", "kicker", "title", "subtitle") or (kind == "byline" and not text)
        above = above and not (kind == "byline" and words.startswith("本报讯"))
        (heads if above and not text else text).append((i, kind, words))
    shown = "".join(_head_line(kind, words) for _, kind, words in heads)
    look = " ".join(["story", "ruled" * page.ruled, "narrow" * (width == 1), "boxed" * (not page.ruled)])
    return (
        f"<div class='{look}' style='width:{measure}mm'>{shown}"
        f"<div class=text style='column-count:{width}'>{_text(text)}</div></div>"
    )


def _head_line(kind: str, words: str) -> str:
    words = html.escape(words)
    tags = {
        "title": f"<h1>{words}</h1>",
        "subtitle": f"<h2>{words}</h2>",
        "byline": f"<p class=byline>{words}</p>",
        "column": f"<p class=column>{words}</p>",
    }
    return tags.get(kind, f"<p class=kicker>{words}</p>")


def _text(blocks: Sequence[tuple[int, str, str]]) -> str:
    """Body type. The opening of a news item runs on into its paragraph; a caption stands under its picture."""
    out: list[str] = []
    run_in = ""
    for at, (number, kind, words) in enumerate(blocks):
        words = html.escape(words)
        follows = blocks[at + 1][1] if at + 1 < len(blocks) else ""
        if kind == "byline" and words.startswith("本报讯") and follows == "paragraph":
            run_in = words
        elif kind == "byline" and at and blocks[at - 1][1] == "caption":
            out[-1] = out[-1].replace("</figcaption>", f"<br>{words}</figcaption>")
        elif kind == "byline":
            out.append(f"<p class=closing>{words}</p>")
        elif kind == "heading":
            out.append(f"<h3>{words}</h3>")
        elif kind == "caption":
            picture = f"<img src='{_picture(number)}'>"
            out.append(f"<figure>{picture}<figcaption>{words}</figcaption></figure>")
        else:
            out.append(f"<p>{run_in}{words}</p>")
            run_in = ""
    return "".join(out)


def _picture(seed: int) -> str:
    """A grey photograph of nothing: soft clouds, as a data URI."""
    import base64
    import io

    import numpy as np
    from PIL import Image

    clouds = np.random.default_rng(seed).integers(60, 200, (6, 9), dtype=np.uint8)
    held = io.BytesIO()
    Image.fromarray(clouds).resize((360, 240), Image.Resampling.BICUBIC).save(held, "PNG")
    return "data:image/png;base64," + base64.b64encode(held.getvalue()).decode("ascii")


def set_in_type(browser: Any, sheets: Sequence[Sheet], path: Path) -> Path:
    """Print ``sheets`` as one PDF, a page each, every page as high as its stories need."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    page = browser.new_page()
    try:
        for each in sheets:
            page.set_content(to_html(each))
            height = page.evaluate("document.body.scrollHeight") * 25.4 / 96 + 2
            width = page.evaluate("document.body.scrollWidth") * 25.4 / 96
            printed = page.pdf(width=f"{width:.2f}mm", height=f"{math.ceil(height)}mm", print_background=True)
            single = pypdfium2.PdfDocument(printed)
            whole.import_pages(single)
    finally:
        page.close()
    whole.save(str(path))
    return path


# -- photographing ---------------------------------------------------------------------------------------------


def scanned(pdf: Path, scan: Scan, page: int = 0) -> Any:
    """A photograph (PIL image, grey) of one page of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(str(pdf)) as document:
        image = document[page].render(scale=scan.dpi / 72, grayscale=True).to_pil().convert("L")
    return _worn(image, scan)


def _worn(image: Any, scan: Scan) -> Any:
    import io

    import numpy as np
    from PIL import Image, ImageFilter

    if scan.angle:
        image = image.rotate(scan.angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if scan.blur:
        image = image.filter(ImageFilter.GaussianBlur(scan.blur))
    if scan.noise or scan.shade:
        grey = np.asarray(image, dtype=np.float32)
        chance = np.random.default_rng(scan.seed)
        slope = np.linspace(1.0, 1.0 - scan.shade, grey.shape[1], dtype=np.float32)
        grey = grey * slope + chance.normal(0.0, scan.noise, grey.shape).astype(np.float32)
        image = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    if scan.quality:
        held = io.BytesIO()
        image.save(held, "JPEG", quality=scan.quality)
        image = Image.open(io.BytesIO(held.getvalue())).convert("L")
    return image
