"""The page inside another page, such as a notebook's."""

from __future__ import annotations

from html import escape


def frame(page: str, height: int = 640) -> str:
    """An element that shows ``page`` (HTML as text) ``height`` pixels high.

    The frame is sandboxed: the page runs its own scripts, but has no origin, opens no windows, and reaches
    neither the notebook around it nor what the notebook has stored.
    """
    return (
        f'<iframe sandbox="allow-scripts" srcdoc="{escape(page)}" title="Minsheng KG" '
        f'style="width:100%;height:{height}px;border:1px solid #8884"></iframe>'
    )
