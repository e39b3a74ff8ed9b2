// The same content as lists: what the network shows, for readers who prefer rows or cannot use a canvas.

const ROWS = 150; // rows added at a time
let rowsShown = ROWS;

function renderTable() {
  const wanted = state.search.trim().toLowerCase();
  const entitiesTable = state.table === "entities";
  const rows = entitiesTable ? entityRows(wanted) : factRows(wanted);
  const heads = entitiesTable ? ["name", "type", "factCount", "aliases"] : ["fact", "sentence", "source"];
  const draw = entitiesTable ? entityRow : factRow;
  const table = make("table", {},
    make("caption", {}, say("rows", { n: rows.length })),
    make("thead", {}, make("tr", {}, heads.map((key) => make("th", { scope: "col" }, say(key))))),
    make("tbody", {}, rows.slice(0, rowsShown).map(draw)));
  const left = rows.length - rowsShown;
  const more = left > 0 ? make("button", { type: "button", class: "wide", click: () => { rowsShown += ROWS; renderTable(); } }, say("more", { n: Math.min(left, ROWS) })) : null;
  byId("table").replaceChildren(table, ...(more ? [more] : []));
}

function entityRows(wanted) {
  return entities.map((_, id) => id)
    .filter((id) => isVisibleClass(entities[id]) && (!wanted || searchTexts[id].some((text) => text.includes(wanted))))
    .sort((a, b) => entities[b].weight - entities[a].weight || a - b);
}

function entityRow(id) {
  const entity = entities[id];
  return make("tr", {},
    make("th", { scope: "row" }, entityButton(id)),
    make("td", {}, chip(entity.type)),
    make("td", { class: "number" }, String(entity.facts.length)),
    make("td", {}, (entity.aliases || []).join(say("listSeparator"))));
}

function factRows(wanted) {
  return facts.map((_, index) => index).filter((index) => {
    const fact = facts[index];
    if (!isVisibleClass(entities[fact.subject]) || !isVisibleFact(fact)) return false;
    return !wanted || plain(factPhrase(fact)).toLowerCase().includes(wanted) || firstQuote(fact).toLowerCase().includes(wanted);
  });
}

function factRow(index) {
  const fact = facts[index];
  const one = fact.evidence ? evidence[fact.evidence[0]] : null;
  const notes = factNotes(fact);
  return make("tr", {},
    make("td", {}, ...phraseNodes(factPhrase(fact)), notes.length ? make("small", {}, ` ${notes.join(" · ")}`) : null),
    make("td", {}, one?.quote ? make("q", {}, ...markNames(one.quote, namesIn(fact))) : say("nobody")),
    make("td", { class: "source" }, ...(one ? whereFrom(one) : [])));
}
