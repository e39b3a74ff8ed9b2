// Search by any part of a name or alias, by pinyin or by its initials, in an index made once.

const MOST_RESULTS = 12;
const squeeze = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s《》〈〉“”"‘’'·]/g, "");

/** For each entity: its names, and the words of its pinyin, all lower case. */
const searchTexts = entities.map((entity) => [entity.name, ...(entity.aliases || [])].map((text) => squeeze(text) || text));
const pinyinTexts = entities.map((entity) => [...(entity.initials || "").split(" "), ...(entity.pinyin || "").split(" ")].filter(Boolean));

/** How well texts fit: 0 one is what is wanted, 1 one begins with it, 2 one holds it, Infinity none does. */
function fitness(texts, wanted) {
  let best = Infinity;
  for (const text of texts) {
    const at = text.indexOf(wanted);
    if (at === 0) best = Math.min(best, text.length === wanted.length ? 0 : 1);
    else if (at > 0) best = Math.min(best, 2);
  }
  return best;
}

function find(words, most = MOST_RESULTS) {
  const wanted = squeeze(words) || words.trim();
  if (!wanted) return [];
  const found = [];
  const latin = /^[a-z0-9]*[a-z][a-z0-9]*$/.test(wanted);
  for (let id = 0; id < entities.length; id += 1) {
    const rank = Math.min(fitness(searchTexts[id], wanted), latin ? 3 + fitness(pinyinTexts[id], wanted) : Infinity);
    if (rank !== Infinity && (rank < 5 || wanted.length > 1)) found.push([rank, id]);
  }
  found.sort((a, b) => a[0] - b[0] || byWeight(a[1], b[1]));
  return found.slice(0, most).map(([, id]) => id);
}

/** Whether an entity is meant by the words in the search box; everything is if there are none. */
const isMeant = (id) => {
  const wanted = squeeze(state.search) || state.search.trim();
  return !wanted || fitness(searchTexts[id], wanted) !== Infinity || (/^[a-z0-9]*[a-z][a-z0-9]*$/.test(wanted) && fitness(pinyinTexts[id], wanted) !== Infinity);
};

// -- the box and its list -----------------------------------------------------------------------------------------------

const narrowsView = () => state.view === "list" || state.view === "projects";
let active = -1;

function renderResults() {
  const box = byId("search");
  const open = state.search.trim() !== "" && !narrowsView() && document.activeElement === box;
  const found = open ? find(state.search) : [];
  active = found.length ? 0 : -1;
  byId("results").hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  byId("results").replaceChildren(...(found.length ? found.map(resultItem) : [make("li", { class: "none" }, say("noResult"))]));
  markActive();
}

function resultItem(id, index) {
  const wanted = squeeze(state.search) || state.search.trim();
  const names = [entities[id].name, ...(entities[id].aliases || [])];
  const alias = searchTexts[id][0].includes(wanted) ? undefined : names[searchTexts[id].findIndex((text) => text.includes(wanted))];
  const area = entities[id].area;
  return make("li", { role: "option", id: `result-${index}`, "data-entity": id, "aria-selected": "false", mousedown: (event) => { event.preventDefault(); openResult(id); } },
    shapeIcon(entities[id].type), make("span", {}, entities[id].name), alias ? make("small", {}, alias) : null,
    area === undefined || area === id ? null : make("small", { class: "place" }, entities[area].name));
}

const resultItems = () => [...byId("results").querySelectorAll("[role=option]")];

function markActive() {
  resultItems().forEach((item, index) => {
    item.setAttribute("aria-selected", String(index === active));
    if (index === active) item.scrollIntoView({ block: "nearest" });
  });
  if (active >= 0) byId("search").setAttribute("aria-activedescendant", `result-${active}`);
  else byId("search").removeAttribute("aria-activedescendant");
}

function clearSearch() {
  byId("search").value = "";
  onSearch();
}

function openResult(id) {
  clearSearch();
  selectEntity(id);
}

function searchKey(event) {
  const items = resultItems();
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && items.length) {
    active = (active + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
    markActive();
    event.preventDefault();
  } else if (event.key === "Enter" && items[active]) {
    openResult(Number(items[active].dataset.entity));
  } else if (event.key === "Escape") {
    if (state.search) clearSearch();
    else byId("search").blur();
    event.stopPropagation();
  }
}

function onSearch() {
  state.search = byId("search").value;
  renderResults();
  if (narrowsView()) { startRows(); renderView(); }
}
