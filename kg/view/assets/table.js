// The same content as lists: for readers who prefer rows or cannot use a canvas.

const ROWS = 150; // rows added at a time
let rowsShown = ROWS;
const startRows = () => { rowsShown = ROWS; };

/** A table with its number of rows as caption, and a button for more rows. */
function listTable(heads, all, row, redraw) {
  const table = make("table", {},
    make("caption", {}, say("rows", { n: all.length })),
    make("thead", {}, make("tr", {}, heads)),
    make("tbody", {}, all.slice(0, rowsShown).map(row)));
  const left = all.length - rowsShown;
  const more = left > 0 ? make("button", { type: "button", class: "wide", click: () => { rowsShown += ROWS; redraw(); } }, say("more", { n: Math.min(left, ROWS) })) : null;
  return [table, more];
}

const head = (key) => make("th", { scope: "col" }, say(key));

function renderTable() {
  const isEntities = state.table === "entities";
  byId("list-entities").setAttribute("aria-pressed", String(isEntities));
  byId("list-facts").setAttribute("aria-pressed", String(!isEntities));
  fill(byId("table"), isEntities
    ? listTable(["name", "type", "area", "factCount", "aliases"].map(head), entityRows(), entityRow, renderTable)
    : listTable(["fact", "sentence", "source"].map(head), factRows(), factRow, renderTable));
}

const entityRows = () => entities.map((_, id) => id).filter((id) => isVisible(id) && isMeant(id)).sort(byWeight);

function entityRow(id) {
  const entity = entities[id];
  return make("tr", {},
    make("th", { scope: "row" }, entityButton(id)),
    make("td", {}, chip(entity.type)),
    make("td", { class: "quiet" }, entity.area === undefined ? "" : entities[entity.area].name),
    make("td", { class: "number" }, String(entity.facts.length)),
    make("td", {}, (entity.aliases || []).join(say("listSeparator"))));
}

function factRows() {
  const wanted = state.search.trim().toLowerCase();
  return facts.map((_, index) => index).filter((index) => isVisibleFact(index)
    && (!wanted || plain(factPhrase(facts[index])).toLowerCase().includes(wanted) || firstQuote(facts[index]).toLowerCase().includes(wanted)));
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
