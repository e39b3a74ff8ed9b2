"""The HTML page: pyvis' network in the project's own template, with everything it needs inside it."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, FileSystemLoader

from kg.errors import ExportError
from kg.view.data import ASSETS

if TYPE_CHECKING:
    from pyvis.network import Network


@cache
def parts() -> dict[str, list[str]]:
    """The files of the page's script and of its style, each in the order in which its parts build on one
    another (``assets/parts.json``)."""
    loaded: dict[str, list[str]] = json.loads((ASSETS / "parts.json").read_text(encoding="utf-8"))
    return loaded


def render(network: Network, data: dict[str, Any]) -> str:
    """The page as text.

    pyvis fills the project's own template instead of its own, so neither its CDN links nor its heading is
    ever written; vis-network is the copy that pyvis brings along. All data is JSON in which ``<``, ``>``,
    ``&`` and ``'`` are escaped, in elements that a browser does not run.
    """
    vis, script, style = drawing_library(), _script(), _joined("styles")
    environment = network.templateEnv
    environment.loader = ChoiceLoader([FileSystemLoader(str(ASSETS)), environment.loader])
    environment.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "sort_keys": True,
        "allow_nan": False,
        "separators": (",", ":"),
    }
    environment.globals.update(
        vis=vis, script=script, style=style, data=data, policy=_policy([vis, script], style)
    )
    network.path = "page.html"
    html: str = network.generate_html()
    return html


def _script() -> str:
    return f'"use strict";\n(() => {{\n{_joined("scripts")}}})();\n'


def _joined(kind: str) -> str:
    return "".join(_text(ASSETS / name) for name in parts()[kind])


def drawing_library() -> str:
    """vis-network as the installed pyvis ships it, the newest copy if there are several.

    Raises ExportError if there is none.
    """
    spec = find_spec("pyvis")  # found, not imported: that takes long
    templates = Path(spec.origin).with_name("templates") if spec and spec.origin else Path("pyvis")
    found = sorted(templates.glob("lib/vis-*/vis-network.min.js"))
    if not found:
        raise ExportError(
            f"cannot draw the graph: no vis-network under {templates}; reinstall pyvis (>=0.3.2)"
        )
    return _text(found[-1])


def _text(path: Path) -> str:
    """A file with newlines as an HTML parser will see them, so that its hash holds in the browser."""
    return path.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _policy(scripts: list[str], style: str) -> str:
    """Content-Security-Policy: nothing but exactly these scripts and this style, and no connection at all."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
