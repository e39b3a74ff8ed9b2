// Puts the page together. Every choice goes through `choose`, `filtersChanged`, `showView` or `renderAll`.

const VIEWS = { network: () => network.redraw(), projects: renderProjects, tree: renderTree, timeline: renderTimeline, charts: renderCharts, list: renderTable };

/** Selects {entity} or {pair}, or nothing, and shows it. */
function choose(selected, fact = null) {
  state.selected = selected;
  state.fact = fact;
  repaint();
  renderPanel();
  if (state.view === "tree") renderTree();
  changed();
}

/** Opens an entity from anywhere: makes its class visible, puts it on the canvas and goes there. */
function selectEntity(id, fact = null) {
  if (state.hiddenClasses.delete(entities[id].type)) filtersChanged();
  reveal([id]);
  choose({ entity: id }, fact);
  if (state.view === "network") goTo(id);
  byId("panel").querySelector("h2").focus({ preventScroll: true });
}

/** Opens a fact: the line or the entity that it is about, with this fact in sight. */
function selectFact(index) {
  const fact = facts[index];
  if (fact.object === undefined || fact.object === fact.subject) selectEntity(fact.subject, index);
  else {
    reveal([fact.subject, fact.object]);
    choose({ pair: pairEnds(pairKey(fact.subject, fact.object)) }, index);
    if (state.view === "network") fitTo(state.selected.pair);
    byId("panel").querySelector("h2").focus({ preventScroll: true });
  }
  byId("panel").querySelector(".told")?.scrollIntoView({ block: "center" });
}

// -- views ----------------------------------------------------------------------------------------------------------------

function renderTabs() {
  fill(byId("tabs"), Object.keys(VIEWS).map((name) => make("button", {
    type: "button", role: "tab", id: `tab-${name}`, "data-key": `tab-${name}`, "aria-selected": String(state.view === name), "aria-controls": name === "network" ? "stage" : name,
    tabindex: state.view === name ? 0 : -1, click: () => showView(name), keydown: tabKey,
  }, say(name))));
  byId("tabs").setAttribute("aria-label", say("views"));
}

function showView(view) {
  state.view = view;
  if (playing && view !== "network") stopPlaying();
  renderTabs();
  renderView();
  renderResults();
  renderPanel();
  if (view === "network" && state.selected) showSelected();
  changed();
}

function renderView() {
  byId("stage").hidden = state.view !== "network";
  Object.keys(VIEWS).filter((name) => name !== "network").forEach((name) => { byId(name).hidden = state.view !== name; });
  document.body.dataset.view = state.view;
  VIEWS[state.view]();
}

function showTable(table) {
  state.table = table;
  startRows();
  renderTable();
  changed();
}

function showFilters(open = document.body.dataset.filters !== "open") {
  document.body.dataset.filters = open ? "open" : "";
  byId("filters-open").setAttribute("aria-expanded", String(open));
}

// -- listening ------------------------------------------------------------------------------------------------------------

function onClick({ nodes: [id], edges: [key] }) {
  if (id !== undefined && isBubble(id)) { toggleGroup(groupAt(id), true); renderFilters(); }
  else if (id !== undefined) selectEntity(id);
  else if (key !== undefined) openLine(key);
  else choose(null);
}

/** A line between two entities shows its facts; one that ends at a bubble opens the bubble. */
function openLine(key) {
  const bubbleEnd = pairEnds(key).find(isBubble);
  if (bubbleEnd === undefined) return choose({ pair: pairEnds(key) });
  toggleGroup(groupAt(bubbleEnd), true);
  return renderFilters();
}

async function copyLink() {
  writeHash();
  tell(say((await toClipboard(location.href)) ? "linkCopied" : "linkInAddress"));
}

function closeAllGroups() {
  state.open.clear();
  syncCanvas();
  renderFilters();
  changed();
  fit();
}

function listenToNetwork() {
  network.on("click", onClick);
  network.on("doubleClick", ({ nodes: [id] }) => { if (id >= 0) { expand(id); choose({ entity: id }); } });
  network.on("hoverNode", ({ node }) => { hovered = node; });
  network.on("blurNode", () => { hovered = null; });
  network.on("dragEnd", keepDragged);
  network.on("zoom", regrow);
  network.on("animationFinished", regrow);
  network.on("beforeDrawing", drawUnder);
  network.on("afterDrawing", writeNames);
}

function listen() {
  listenToNetwork();
  const clicks = {
    skip: () => showView("list"), "list-entities": () => showTable("entities"), "list-facts": () => showTable("facts"), language: switchLanguage, theme: switchTheme, link: copyLink,
    "zoom-in": () => zoom(1.4), "zoom-out": () => zoom(1 / 1.4), "zoom-fit": () => fit(), "filters-open": () => showFilters(), "groups-all": closeAllGroups,
  };
  Object.entries(clicks).forEach(([id, go]) => byId(id).addEventListener("click", go));
  byId("mynetwork").addEventListener("keydown", canvasKey);
  byId("search").addEventListener("input", onSearch);
  byId("search").addEventListener("keydown", searchKey);
  byId("search").addEventListener("blur", renderResults);
  byId("search").addEventListener("focus", renderResults);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", pageKey);
  window.addEventListener("hashchange", openHash);
  window.addEventListener("resize", () => { if (["timeline", "charts"].includes(state.view)) renderView(); });
  systemDark.addEventListener("change", renderAll);
}

listen();
if (graph.focus !== undefined && graph.focus !== null && location.hash.length < 2) {
  state.selected = { entity: graph.focus };
  renderAll();
  showSelected();
} else openHash();

/** For the console and for tests: where an entity or the middle of a line stands on the screen. */
window.minsheng = {
  state, network, find, shown, select: selectEntity,
  place: (id) => network.canvasToDOM(network.getPositions([id])[id]),
  middle: (a, b) => {
    const [p, q] = [network.getPositions([a])[a], network.getPositions([b])[b]];
    return network.canvasToDOM({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
  },
};
