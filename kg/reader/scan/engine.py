"""The recognition of text in pictures: rapidocr with the models of its wheel, on one core, the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.reader.layout.geometry import advance

#: More lines than any page has; the library's own limit would cut a broadsheet short.
_MOST_LINES = 6000
#: The library leaves out pictures smaller than it needs; its own preparation of them is not wanted.
_PARAMETERS: dict[str, Any] = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "Global.use_preprocess_img": False,
    "Global.use_vertical_padding": False,
    "Det.limit_type": "max",
    "Det.limit_side_len": 6000,
    "Det.max_candidates": _MOST_LINES,
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True)
class Recognized:
    """The words on a picture of one line; ``middles[i]`` is where ``text[i]`` stands, in shares of its width;
    ``confidences`` 0…1 a character."""

    text: str
    middles: tuple[float, ...]
    confidences: tuple[float, ...]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=_PARAMETERS)


def text_boxes(picture: Any) -> Any:
    """Where lines stand on a picture (array of height, width, 3): an array of their four corners each, clockwise from
    the top left; empty if there are none."""
    import numpy as np

    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    return np.zeros((0, 4, 2), dtype=np.float32) if boxes is None else np.asarray(boxes, dtype=np.float32)


def recognized(picture: Any) -> Recognized:
    """What stands on the picture of one line."""
    found = _engine()(picture, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    if not getattr(found, "txts", None) or not found.txts[0]:
        return Recognized("", (), ())
    text, info = found.txts[0], found.word_results[0]
    columns = [column for word in info.word_cols for column in word]
    return _placed(text, columns, info.confs, float(info.line_txt_len))


def _placed(text: str, columns: Sequence[int], confidences: Sequence[float], width: float) -> Recognized:
    """The visible characters of a line; spaces are told from the gaps later."""
    seen = [(char, sure) for char, sure in zip(text, confidences, strict=True) if not char.isspace()]
    places = tuple(min(1.0, (column + 0.5) / max(width, 1.0)) for column in columns)
    return Recognized("".join(char for char, _ in seen), places, tuple(float(sure) for _, sure in seen))


def pitch(text: str, middles: Sequence[float]) -> float | None:
    """The width of a Chinese character in a line, in the unit of ``middles``; None where two do not stand together."""
    steps = [
        (right - left) / ((advance(a) + advance(b)) / 2)
        for a, b, left, right in zip(text, text[1:], middles, middles[1:], strict=False)
        if advance(a) == advance(b) == 1.0
    ]
    return sorted(steps)[len(steps) // 2] if steps else None
