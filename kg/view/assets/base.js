// What every part uses: the data, the language, and making elements. Text reaches the page as text only.

const byId = (id) => document.getElementById(id);

/** The rows of a table that is written column by column; what is null there is absent here. */
function rows(table) {
  const columns = Object.entries(table).map(([name, values]) => [name, plainColumn(values)]);
  const count = columns.length ? columns[0][1].length : 0;
  return Array.from({ length: count }, (_, index) => {
    const row = {};
    for (const [name, values] of columns) if (values[index] !== null) row[name] = values[index];
    return row;
  });
}

/** A column as a list: where values repeat it is written as {of: distinct values, at: numbers into them}. */
const plainColumn = (values) => (Array.isArray(values) ? values : values.at.map((at) => (at === null ? null : values.of[at])));

const readJson = (id) => JSON.parse(byId(id).textContent);
const drawn = readJson("network-data");
const graph = readJson("graph-data");
const { pages } = graph;
const [entities, facts, evidence, articles] = [graph.entities, graph.facts, graph.evidence, graph.articles].map(rows);
for (const one of evidence) { // the words are left out where the text that holds them is there
  if (one.at) one.quote = graph.texts[one.text].slice(...one.at);
}
const classOf = new Map(graph.classes.map((cls) => [cls.name, cls]));
const symmetric = new Set(graph.symmetric);

entities.forEach((entity) => { entity.facts = []; });
facts.forEach((fact, index) => {
  entities[fact.subject].facts.push(index);
  if (fact.object !== undefined && fact.object !== fact.subject) entities[fact.object].facts.push(index);
});
articles.forEach((article, index) => (article.byline || []).forEach((author) => {
  (entities[author].signed ||= []).push(index);
}));

/** What the reader has chosen. Everything shown follows from this and the data, and all of it is in the address. */
const state = {
  language: (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en",
  theme: "", // "" follows the system
  view: "network",
  table: "entities",
  selected: null, // {entity: n} or {pair: [a, b]}
  hiddenClasses: new Set(),
  hiddenRelations: new Set(),
  area: null, // an entity
  page: null, // a number into pages
  confidence: 0,
  from: null, // months, as `month` counts them
  to: null,
  undated: true, // what has no date stays while a time is chosen
  open: new Set(), // groups
  fact: null, // the fact that the reader came for, set off in the panel
  search: "",
};

/** A phrase of the interface, with {names} filled in. */
function say(key, values = {}) {
  return graph.words[state.language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** The label of a class, property or value in the reader's language; its own name where the ontology has none. */
function labelOf(name) {
  return Object.hasOwn(graph.labels, name) ? graph.labels[name][state.language] : name;
}

/** An element with attributes, listeners (functions) and children; strings become text nodes. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element, made as `make` makes others. */
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Replaces children without losing the focus of what is drawn anew: `data-key` says which is which. */
function fill(box, children) {
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  box.replaceChildren(...children.flat().filter(Boolean));
  if (focused !== undefined) [...box.querySelectorAll("[data-key]")].find((each) => each.dataset.key === focused)?.focus({ preventScroll: true });
}

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (state.theme ? state.theme === "dark" : systemDark.matches);
const colourOf = (type) => (isDark() ? classOf.get(type).colour_dark : classOf.get(type).colour);
const themeColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const byWeight = (a, b) => entities[b].weight - entities[a].weight || a - b;
