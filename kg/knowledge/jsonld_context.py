"""The context under which a graph is written as JSON-LD (``ontology/context.jsonld``)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.locate import ontology_dir


@cache
def jsonld_context() -> dict[str, Any]:
    """The value of ``@context``: terms and prefixes, read once. Do not change it.

    Raises KnowledgeError naming file and line if it is missing, no JSON, or not one object of terms.
    """
    path = ontology_dir() / "context.jsonld"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise KnowledgeError(f"{path}:{error.lineno}: not valid JSON: {error.msg}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}); is the installation whole?") from error
    context = document.get("@context") if isinstance(document, dict) else None
    if not isinstance(context, dict):
        raise KnowledgeError(f"{path}: expected one object of terms as the value of @context")
    return context
