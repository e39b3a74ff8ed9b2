// Puts the page together: choosing, searching, filtering, switching; every change goes through `choose` or `renderAll`.

const searchTexts = entities.map((entity) => [entity.name, ...(entity.aliases || [])].map((text) => text.toLowerCase()));

/** Selects {entity} or {pair}, or nothing, and shows it. */
function choose(selected) {
  state.selected = selected;
  repaint();
  renderPanel();
  const hash = selected?.entity === undefined ? " " : `#${encodeURIComponent(entities[selected.entity].iri)}`;
  history.replaceState(null, "", hash === " " ? location.pathname + location.search : hash);
}

/** Opens an entity from anywhere: makes its class visible, puts it on the canvas and goes there. */
function selectEntity(id) {
  if (state.hiddenClasses.delete(entities[id].type)) renderLegend();
  reveal([id]);
  choose({ entity: id });
  if (state.view === "network") goTo(id);
  byId("panel").querySelector("h2").focus({ preventScroll: true });
}

// -- search -----------------------------------------------------------------------------------------------------------

const MOST_RESULTS = 12;
let active = -1;

/** Entities whose name or alias holds the words: exact first, then beginnings, then the more important. */
function find(words) {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return [];
  const rank = (texts) => (texts.includes(wanted) ? 0 : texts.some((text) => text.startsWith(wanted)) ? 1 : 2);
  return entities.map((_, id) => id).filter((id) => searchTexts[id].some((text) => text.includes(wanted)))
    .sort((a, b) => rank(searchTexts[a]) - rank(searchTexts[b]) || entities[b].weight - entities[a].weight || a - b)
    .slice(0, MOST_RESULTS);
}

function renderResults() {
  const found = find(state.search);
  const open = state.search.trim() !== "" && state.view === "network";
  const list = byId("results");
  active = found.length ? 0 : -1;
  list.hidden = !open;
  byId("search").setAttribute("aria-expanded", String(open));
  list.replaceChildren(...(found.length ? found.map(resultItem) : [make("li", { class: "none" }, say("noResult"))]));
  markActive();
}

function resultItem(id, index) {
  const alias = (entities[id].aliases || []).find((text) => text.toLowerCase().includes(state.search.trim().toLowerCase()));
  const shown = entities[id].name.toLowerCase().includes(state.search.trim().toLowerCase()) ? null : alias;
  const item = make("li", { role: "option", id: `result-${index}`, "data-entity": id, "aria-selected": "false", mousedown: (event) => { event.preventDefault(); openResult(id); } },
    shapeIcon(entities[id].type), make("span", {}, entities[id].name), shown ? make("small", {}, shown) : null);
  return item;
}

function markActive() {
  const items = [...byId("results").querySelectorAll("[role=option]")];
  items.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
  if (active >= 0) byId("search").setAttribute("aria-activedescendant", `result-${active}`);
  else byId("search").removeAttribute("aria-activedescendant");
}

function openResult(id) {
  byId("search").value = "";
  state.search = "";
  renderResults();
  selectEntity(id);
}

function searchKey(event) {
  const items = [...byId("results").querySelectorAll("[role=option]")];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    active = (active + (event.key === "ArrowDown" ? 1 : -1) + items.length) % (items.length || 1);
    markActive();
    event.preventDefault();
  } else if (event.key === "Enter" && items[active]) {
    openResult(Number(items[active].dataset.entity));
  } else if (event.key === "Escape") {
    byId("search").value = "";
    onSearch();
  }
}

function onSearch() {
  state.search = byId("search").value;
  rowsShown = ROWS;
  renderResults();
  if (state.view === "list") renderTable();
}

// -- legend -----------------------------------------------------------------------------------------------------------

function renderLegend() {
  const counts = new Map();
  entities.forEach((entity) => counts.set(entity.type, (counts.get(entity.type) || 0) + 1));
  const present = graph.classes.map((cls) => cls.name).filter((name) => counts.has(name));
  fill(byId("classes"), present.map((name) => toggle(name, state.hiddenClasses, counts.get(name), shapeIcon(name))));
  const uses = new Map();
  facts.filter((fact) => fact.object !== undefined).forEach((fact) => uses.set(fact.relation, (uses.get(fact.relation) || 0) + 1));
  const others = [...uses.keys()].filter((name) => !graph.relations.includes(name)).sort();
  const used = [...graph.relations.filter((name) => uses.has(name)), ...others];
  fill(byId("relations"), used.map((name) => toggle(name, state.hiddenRelations, uses.get(name), null)));
}

/** Replaces children without losing the focus of a button that is drawn anew. */
function fill(box, children) {
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.name : null;
  box.replaceChildren(...children);
  if (focused) box.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus();
}

function toggle(name, hidden, count, icon) {
  const click = () => {
    if (!hidden.delete(name)) hidden.add(name);
    renderLegend();
    repaint();
    if (state.view === "list") renderTable();
  };
  return make("button", { type: "button", class: "toggle", "data-name": name, "aria-pressed": String(!hidden.has(name)), click },
    icon, make("span", {}, labelOf(name)), make("small", {}, String(count)));
}

// -- switches ---------------------------------------------------------------------------------------------------------

function showView(view) {
  state.view = view;
  byId("stage").hidden = view !== "network";
  byId("list").hidden = view !== "list";
  byId("show-network").setAttribute("aria-pressed", String(view === "network"));
  byId("show-list").setAttribute("aria-pressed", String(view === "list"));
  renderResults();
  if (view === "list") renderTable();
  else network.redraw();
  if (state.selected) renderPanel();
}

function showTable(table) {
  state.table = table;
  rowsShown = ROWS;
  byId("list-entities").setAttribute("aria-pressed", String(table === "entities"));
  byId("list-facts").setAttribute("aria-pressed", String(table === "facts"));
  renderTable();
}

const TEXTS = {
  brand: "brand", skip: "skip", "show-network": "network", "show-list": "list", language: "language",
  "legend-title": "legend", "relations-title": "relations", "list-entities": "entities", "list-facts": "facts",
};
const LABELS = {
  search: "search", views: "views", mynetwork: "canvas", zoom: "zoom", "zoom-in": "zoomIn", "zoom-out": "zoomOut",
  "zoom-fit": "zoomFit", tables: "tables", classes: "legend", relations: "relations", results: "search",
};

function renderWords() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  Object.entries(TEXTS).forEach(([id, key]) => { byId(id).textContent = say(key); });
  Object.entries(LABELS).forEach(([id, key]) => byId(id).setAttribute("aria-label", say(key)));
  byId("search").placeholder = say("search");
  byId("language").lang = state.language === "zh" ? "en" : "zh-CN";
  byId("counts").textContent = say("counts", { entities: entities.length, facts: facts.length, pages: pages.length });
  const part = drawn.nodes.length < entities.length;
  byId("notice").textContent = !entities.length ? say("empty") : part ? say("overview", { shown: drawn.nodes.length, all: entities.length }) : "";
}

function renderAll() {
  renderWords();
  renderLegend();
  renderResults();
  renderPanel();
  repaint();
  if (state.view === "list") renderTable();
}

// -- listening --------------------------------------------------------------------------------------------------------

const KEYS = {
  ArrowLeft: () => moveBy(-1, 0), ArrowRight: () => moveBy(1, 0), ArrowUp: () => moveBy(0, -1), ArrowDown: () => moveBy(0, 1),
  "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: () => fit(),
};

function canvasKey(event) {
  if (!Object.hasOwn(KEYS, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  KEYS[event.key]();
  event.preventDefault();
}

function onClick({ nodes: [id], edges: [key] }) {
  if (id !== undefined) selectEntity(id);
  else if (key !== undefined) choose({ pair: key.split("-").map(Number) });
  else choose(null);
}

function listen() {
  network.on("click", onClick);
  network.on("doubleClick", ({ nodes: [id] }) => { if (id !== undefined) { expand(id); choose({ entity: id }); } });
  network.on("hoverNode", ({ node }) => { hovered = node; });
  network.on("blurNode", () => { hovered = null; });
  network.on("zoom", regrow);
  network.on("animationFinished", regrow);
  network.on("beforeDrawing", ringSelected);
  network.on("afterDrawing", writeNames);
  byId("mynetwork").addEventListener("keydown", canvasKey);
  byId("search").addEventListener("input", onSearch);
  byId("search").addEventListener("keydown", searchKey);
  byId("search").addEventListener("blur", () => { byId("results").hidden = true; });
  byId("search").addEventListener("focus", renderResults);
  byId("show-network").addEventListener("click", () => showView("network"));
  byId("show-list").addEventListener("click", () => showView("list"));
  byId("skip").addEventListener("click", () => showView("list"));
  byId("list-entities").addEventListener("click", () => showTable("entities"));
  byId("list-facts").addEventListener("click", () => showTable("facts"));
  byId("language").addEventListener("click", () => { state.language = state.language === "zh" ? "en" : "zh"; renderAll(); });
  byId("zoom-in").addEventListener("click", () => zoom(1.4));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("zoom-fit").addEventListener("click", () => fit());
  dark.addEventListener("change", renderAll);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.selected && event.target !== byId("search")) choose(null); });
}

/** What the address names after # is opened at once. */
function openHash() {
  const iri = decodeURIComponent(location.hash.slice(1));
  const id = iri ? entities.findIndex((entity) => entity.iri === iri) : -1;
  if (id >= 0) selectEntity(id);
}

if (window.innerWidth < 760) byId("legend").open = false;
listen();
renderAll();
fit(false);
regrow();
try { openHash(); } catch { /* an address that is no IRI opens nothing */ }
/** For the console and for tests: where an entity or the middle of a line stands on the screen. */
window.minsheng = {
  state, network, find,
  place: (id) => network.canvasToDOM(network.getPositions([id])[id]),
  middle: (a, b) => {
    const [p, q] = [network.getPositions([a])[a], network.getPositions([b])[b]];
    return network.canvasToDOM({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
  },
};
