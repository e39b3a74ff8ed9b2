// The address: after # stands all that the reader has chosen, or only the IRI of one entity.

let restoring = false;
let waiting = 0;

/** The state as the part of the address after #. */
function asHash() {
  const found = new URLSearchParams();
  const put = (name, value, usual) => { if (value !== usual && value !== null && value !== undefined && value !== "") found.append(name, value); };
  const ids = state.selected ? state.selected.pair || [state.selected.entity] : [];
  ids.forEach((id) => put("e", entities[id].iri));
  put("v", state.view, "network");
  put("l", state.language);
  put("t", state.theme, "");
  [...state.hiddenClasses].forEach((name) => put("c", name));
  [...state.hiddenRelations].forEach((name) => put("r", name));
  if (state.area !== null) put("area", entities[state.area].iri);
  if (state.page !== null) put("page", pages[state.page]);
  put("min", state.confidence, 0);
  if (state.from !== null) put("from", monthIso(state.from));
  if (state.to !== null) put("to", monthIso(state.to));
  put("undated", state.undated ? "" : "no");
  [...state.open].forEach((group) => found.append("g", groups[group].area === undefined ? "" : entities[groups[group].area].iri));
  put("table", state.table, "entities");
  put("sort", (sorting.down ? "-" : "") + sorting.key, "-money");
  if (narrowsView()) put("q", state.search.trim());
  return found.toString();
}

/** Called after every choice; the browser is told a little later, and once for many quick changes. */
function changed() {
  if (restoring) return;
  clearTimeout(waiting);
  waiting = setTimeout(writeHash, 120);
}

function writeHash() {
  clearTimeout(waiting);
  if (location.protocol === "about:") return; // framed in a notebook, the page has no address of its own
  history.replaceState(null, "", `#${asHash()}`);
}

/** What an address asks for; what it names and the graph does not hold is left out. */
function readHash(hash) {
  if (!/^#?[a-z]+=/.test(hash)) return new URLSearchParams(hash.length > 1 ? [["e", decodeURIComponent(hash.slice(1))]] : []);
  return new URLSearchParams(hash.slice(1));
}

function restore(asked) {
  const byIri = (iri) => entities.findIndex((entity) => entity.iri === iri);
  const known = (name) => asked.getAll(name).map(byIri).filter((id) => id >= 0);
  const ids = known("e");
  if (Object.hasOwn(graph.words, asked.get("l") ?? "")) state.language = asked.get("l");
  state.theme = ["light", "dark"].includes(asked.get("t")) ? asked.get("t") : "";
  resetFilters();
  asked.getAll("c").filter((name) => classCounts.has(name)).forEach((name) => state.hiddenClasses.add(name));
  asked.getAll("r").filter((name) => relationCounts.has(name)).forEach((name) => state.hiddenRelations.add(name));
  state.area = known("area")[0] ?? null;
  const page = pages.indexOf(asked.get("page"));
  state.page = page < 0 ? null : page;
  state.confidence = Math.min(1, Math.max(0, Number(asked.get("min")) || 0));
  state.from = month(asked.get("from"));
  state.to = month(asked.get("to"), true);
  state.undated = asked.get("undated") !== "no";
  state.open = new Set(asked.getAll("g").map((iri) => bubbles.find((group) => (groups[group].area === undefined ? "" : entities[groups[group].area].iri) === iri)).filter((group) => group !== undefined));
  state.table = asked.get("table") === "facts" ? "facts" : "entities";
  restoreSorting(asked.get("sort") ?? "-money");
  state.search = asked.get("q") ?? "";
  state.view = Object.hasOwn(VIEWS, asked.get("v") ?? "") ? asked.get("v") : "network";
  state.selected = ids.length > 1 && pairs.has(pairKey(ids[0], ids[1])) ? { pair: ids.slice(0, 2) } : ids.length ? { entity: ids[0] } : null;
}

function restoreSorting(text) {
  const key = text.replace(/^-/, "");
  if (Object.hasOwn(SORTED, key)) Object.assign(sorting, { key, down: text.startsWith("-") });
}

/** Shows what the address asks for. */
function openHash() {
  restoring = true;
  try {
    restore(readHash(location.hash));
  } catch { /* an address that is no address opens nothing */ }
  byId("search").value = state.search;
  refilter();
  syncCanvas();
  renderAll();
  showSelected();
  restoring = false;
}

/** Brings what is selected into sight: onto the canvas, and the canvas to it. */
function showSelected() {
  const ids = state.selected ? state.selected.pair || [state.selected.entity] : [];
  reveal(ids);
  repaint();
  if (ids.length === 1) goTo(ids[0]);
  else if (ids.length) fitTo(ids);
  else showOverview();
  regrow();
}

/** Everything; on a small screen, where that would be dust, the surroundings of the most important entity. */
function showOverview() {
  fit(false);
  const chief = ranked.find((id) => !isBubble(id) && isVisible(id));
  if (window.innerWidth < 760 && network.getScale() < 0.4 && chief !== undefined) network.focus(chief, { scale: 0.5 });
}
