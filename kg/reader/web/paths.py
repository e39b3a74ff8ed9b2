"""The way to an element of a web page, as an XPath that holds in the parsed source and in a browser alike."""

from __future__ import annotations

from kg.reader.web.parsing import Element

#: Below this many elements a path from the root would be longer than what it leads to.
_DEEP = 64


class Paths:
    """Paths of elements of one tree; what was counted once is kept."""

    def __init__(self) -> None:
        self._known: dict[Element, str] = {}
        self._counted: set[Element] = set()
        self._places: dict[Element, str] = {}
        self._ordinals: dict[Element, int] = {}
        self._rows: dict[Element, dict[Element, int]] = {}

    def of(self, element: Element) -> str:
        """``/html/body/div[2]/p[5]``; of what lies very deep ``/descendant::p[17]``, the 17th of all."""
        if sum(1 for _ in zip(element.iterancestors(), range(_DEEP + 1), strict=False)) > _DEEP:
            return f"/descendant::{element.tag}[{self._ordinal(element)}]"
        todo = []
        at = element
        while at is not None and at not in self._known:
            todo.append(at)
            at = at.getparent()
        path = self._known[at] if at is not None else ""
        for each in reversed(todo):
            path = f"{path}/{self._step(each)}"
            self._known[each] = path
        return path

    def _ordinal(self, element: Element) -> int:
        """The number of an element among all of its name."""
        if element not in self._ordinals:
            root = element.getroottree().getroot()
            self._ordinals |= {each: number for number, each in enumerate(root.iter(element.tag), start=1)}
        return self._ordinals[element]

    def _step(self, element: Element) -> str:
        parent = element.getparent()
        if parent is None:
            return str(element.tag)
        if element.tag == "tr" and parent.tag == "table":
            # A browser puts a tbody between them: its rows are counted whatever is between.
            return f"descendant::tr[{self._row(parent, element)}]"
        if parent not in self._counted:
            self._count(parent)
        return self._places[element]

    def _row(self, table: Element, row: Element) -> int:
        """The number of a row among all that a table holds, those of tables inside it, too."""
        if table not in self._rows:
            self._rows[table] = {each: number for number, each in enumerate(table.iter("tr"), start=1)}
        return self._rows[table][row]

    def _count(self, parent: Element) -> None:
        """Number the children of an element among those of their name; a lone one needs no number."""
        self._counted.add(parent)
        by_name: dict[str, list[Element]] = {}
        for child in parent.iterchildren(tag="*"):
            by_name.setdefault(child.tag, []).append(child)
        for name, children in by_name.items():
            # Names with a colon would need a namespace to be declared.
            step = name if name.replace("-", "").isalnum() else f"*[name()='{name}']"
            for number, child in enumerate(children, start=1):
                self._places[child] = step if len(children) == 1 else f"{step}[{number}]"
