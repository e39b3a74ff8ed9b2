// The filters: legend, relations, groups, area, page, confidence, dates. All hold at once.

function countsOf(values) {
  const counts = new Map();
  values.forEach((value) => counts.set(value, (counts.get(value) || 0) + 1));
  return counts;
}

const classCounts = countsOf(entities.map((entity) => entity.type));
const relationCounts = countsOf(facts.filter((fact) => fact.object !== undefined).map((fact) => fact.relation));
const usedRelations = [
  ...graph.relations.filter((name) => relationCounts.has(name)),
  ...[...relationCounts.keys()].filter((name) => !graph.relations.includes(name)).sort(),
];
const areaCounts = countsOf(entities.flatMap((entity) => (entity.area === undefined ? [] : [entity.area])));
const areasByName = [...areaCounts.keys()].sort((a, b) => areaCounts.get(b) - areaCounts.get(a) || a - b);

/** After a change of what is chosen: works out what passes and draws it all again. */
function filtersChanged() {
  refilter();
  if (document.activeElement?.id === "filter-confidence") renderPassing(); // what is being dragged has to stay the same element
  else renderFilters();
  renderSlider();
  repaint();
  renderView();
  if (state.selected?.pair) renderPanel();
  changed();
}

function toggle(name, hidden, count, icon) {
  const click = () => {
    if (!hidden.delete(name)) hidden.add(name);
    filtersChanged();
  };
  return make("button", { type: "button", class: "toggle", "data-key": name, "data-name": name, "aria-pressed": String(!hidden.has(name)), click },
    icon, make("span", {}, labelOf(name)), make("small", {}, String(count)));
}

function field(key, control) {
  return make("label", { class: "field" }, make("span", {}, say(key)), control);
}

/** A list to choose from; what is chosen is a number into the data, never its text. */
function picker(key, choices, chosen, set) {
  const options = [make("option", { value: "" }, say("all")), ...choices.map(([value, text]) => make("option", { value, selected: value === chosen }, text))];
  const change = (event) => { set(event.target.value === "" ? null : Number(event.target.value)); filtersChanged(); };
  return make("select", { id: `filter-${key}`, "data-key": key, change }, options);
}

const areaPicker = () => picker("area", areasByName.map((id) => [id, `${entities[id].name} ${areaCounts.get(id)}`]), state.area, (id) => { state.area = id; });
const pagePicker = () => picker("page", pages.map((name, index) => [index, name]), state.page, (index) => { state.page = index; });

function confidencePicker() {
  const input = (event) => { state.confidence = Number(event.target.value); filtersChanged(); };
  return make("span", { class: "confidence" },
    make("input", { type: "range", id: "filter-confidence", "data-key": "confidence", min: 0, max: 1, step: 0.05, value: state.confidence, "aria-label": say("confidence"), input }),
    make("output", {}, say("atLeast", { n: state.confidence })));
}

/** From and to as months; the time slider sets the same. */
function datePicker(end) {
  const change = (event) => {
    const value = month(event.target.value.trim().replace(/[年./]/g, "-"), end === "to");
    event.target.value = value === null ? "" : monthIso(value);
    state[end] = value;
    filtersChanged();
  };
  return make("input", {
    type: "text", inputmode: "numeric", id: `filter-${end}`, "data-key": end, "aria-label": say(end), change,
    placeholder: monthIso(reach[end === "to" ? 1 : 0]), value: state[end] === null ? "" : monthIso(state[end]),
  });
}

function folded(id, key, children, open = false) {
  const box = byId(id);
  return make("details", { id, open: box ? box.open : open },
    make("summary", { id: `${id}-title`, "data-key": id }, say(key)),
    make("div", { class: "toggles", role: "group", "aria-label": say(key) }, children));
}

function groupButtons() {
  return bubbles.map((group) => make("button", {
    type: "button", class: "toggle", "data-key": `group-${group}`, "aria-pressed": String(state.open.has(group)),
    click: () => { toggleGroup(group); renderFilters(); },
  }, make("span", {}, groupName(group)), make("small", {}, String(members.get(group).length))));
}

function keepUndated(event) {
  state.undated = event.target.checked;
  filtersChanged();
}

function renderPassing() {
  byId("passing").textContent = isFiltered() ? say("passing", { n: shown.count, all: entities.length }) : "";
  byId("reset").hidden = !isFiltered();
  byId("filters").querySelector("output").textContent = say("atLeast", { n: state.confidence });
}

function renderFilters() {
  const present = graph.classes.map((cls) => cls.name).filter((name) => classCounts.has(name));
  const undated = make("input", { type: "checkbox", id: "filter-undated", "data-key": "undated", checked: state.undated, change: keepUndated });
  fill(byId("filters"), [
    make("div", { class: "filters-head" }, make("strong", {}, say("legend")),
      make("button", { type: "button", id: "reset", "data-key": "reset", hidden: !isFiltered(), click: () => { resetFilters(); filtersChanged(); } }, say("reset"))),
    make("p", { id: "passing", role: "status" }),
    make("div", { id: "classes", class: "toggles", role: "group", "aria-label": say("legend") }, present.map((name) => toggle(name, state.hiddenClasses, classCounts.get(name), shapeIcon(name)))),
    folded("relations", "relations", usedRelations.map((name) => toggle(name, state.hiddenRelations, relationCounts.get(name), null))),
    bubbles.length ? folded("groups", "groups", groupButtons(), true) : null,
    make("div", { class: "fields" },
      areasByName.length ? field("area", areaPicker()) : null,
      pages.length ? field("page", pagePicker()) : null,
      make("div", { class: "field" }, make("span", {}, say("confidence")), confidencePicker()),
      reach ? make("div", { class: "field" }, make("span", {}, say("dates")), make("span", { class: "dates" }, datePicker("from"), "–", datePicker("to"))) : null,
      reach ? make("label", { class: "check" }, undated, say("undated")) : null),
  ]);
  renderPassing();
}
