"""The learnt weights as files: ``seeds/tagger/names.npz`` and ``works.npz``."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.durable import write_files
from kg.errors import KnowledgeError
from kg.knowledge.locate import seeds_dir
from kg.tagger.features import BITS, TEMPLATES
from kg.tagger.labels import COUNT, NAMES, WORKS, Classes
from kg.tagger.model import Rows, Tagger

#: Weights are stored as whole numbers of at most this size.
_MOST = 127
_ARRAYS = ("rows", "places", "checks", "transitions", "scale", "make", "classes")
_FOLDER = "tagger"
#: The files of weights, and what each tells apart.
NAMES_FILE, WORKS_FILE = "names.npz", "works.npz"
#: Every file of an archive bears this date, so that the same weights are the same bytes.
_DATE = (1998, 1, 1, 0, 0, 0)


def save(
    path: Path,
    features: NDArray[np.float32],
    checks: NDArray[np.uint16],
    transitions: NDArray[np.float32],
    classes: Classes,
) -> None:
    """Write weights (2**BITS, COUNT) as whole numbers of one byte, with the check of each row's owner, transitions, and
    the classes that they tell apart. Three of four rows are empty, and are left out.

    Raises OutputError if the file cannot be written.
    """
    scale = max(float(np.abs(features).max()), 1e-6) / _MOST
    weights = np.rint(features / np.float32(scale)).astype(np.int8)
    used = np.flatnonzero(weights.any(axis=1))
    arrays = {
        "rows": weights[used],
        "places": used.astype(np.uint32),
        "checks": checks[used],
        "transitions": transitions.astype(np.float32),
        "scale": np.array([scale], np.float64),
        "make": np.array([*weights.shape, len(TEMPLATES)], np.int32),
        "classes": np.array(classes),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)
    write_files({path: target.getvalue()})


def load(path: Path, classes: Classes) -> Tagger:
    """The tagger of a file that ``save`` wrote for these ``classes``. KnowledgeError if it is missing, broken or of another
    make."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            held = {name: arrays[name] for name in _ARRAYS}
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise KnowledgeError(
            f"{path}: no weights of the tagger ({error}); make them with kg train"
        ) from error
    if held["make"].tolist() != [1 << BITS, COUNT, len(TEMPLATES)]:
        raise KnowledgeError(
            f"{path}: weights for other features than this version's; make them with kg train"
        )
    if (found := tuple(held["classes"].tolist())) != classes:
        raise KnowledgeError(
            f"{path}: weights that tell {', '.join(found)} apart, not {', '.join(classes)}; make them with kg train"
        )
    count, places = held["rows"].shape[:1], held["places"]
    shapes = {
        "rows": (*count, COUNT),
        "places": count,
        "checks": count,
        "transitions": (COUNT, COUNT),
        "scale": (1,),
    }
    wrong = [name for name, shape in shapes.items() if held[name].shape != shape]
    if wrong or (places >= 1 << BITS).any():
        raise KnowledgeError(
            f"{path}: damaged weights ({', '.join(wrong) or 'places'}); make them with kg train"
        )
    return Tagger(
        Rows(held["rows"], places, held["checks"]), float(held["scale"][0]), held["transitions"], classes
    )


@cache
def tagger() -> Tagger:
    """The project's tagger of names, read once in a process."""
    return load(seeds_dir() / _FOLDER / NAMES_FILE, NAMES)


@cache
def works_tagger() -> Tagger:
    """The project's tagger of works, events and ways, read once in a process."""
    return load(seeds_dir() / _FOLDER / WORKS_FILE, WORKS)
