// An answer as a table; an IRI leads to its page.

import { both, make } from "./dom.js";
import { number, numeric } from "./results.js";

const AT_ONCE = 500;

export function drawTable(place, answer) {
  const body = make("tbody");
  const numbers = new Set(numeric(answer));
  const more = make("button", { type: "button", onclick: () => add() });
  let shownRows = 0;
  function add() {
    const next = answer.rows.slice(shownRows, shownRows + AT_ONCE);
    body.append(...next.map((row) => make("tr", {}, row.map((cell, at) => filled(cell, numbers.has(answer.columns[at]))))));
    shownRows += next.length;
    more.hidden = shownRows >= answer.rows.length;
    more.replaceChildren(...both(`再显示 ${AT_ONCE} 行`, `${AT_ONCE} more of ${answer.rows.length - shownRows}`));
  }
  add();
  const head = make("thead", {}, make("tr", {}, answer.columns.map((name) => make("th", { scope: "col" }, name))));
  place.replaceChildren(make("table", {}, head, body), more);
}

function filled(cell, isNumber) {
  if (!cell) return make("td");
  if (cell.kind === "iri") return make("td", {}, make("a", { href: `/entity?iri=${encodeURIComponent(cell.value)}` }, readable(cell.value)));
  return make("td", { class: isNumber && "number", lang: cell.language }, isNumber ? number(cell).toLocaleString("en") : cell.value);
}

function readable(iri) {
  try {
    return decodeURI(iri);
  } catch {
    return iri;
  }
}
