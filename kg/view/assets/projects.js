// Projects as a table that sorts by any column.

const projectRows = graph.projects ? rows(graph.projects) : [];
const sorting = { key: "money", down: true };

/** The value that a column sorts by: a number, a date, a name; undefined where the graph states none. */
const SORTED = {
  project: (row) => entities[row.project].name,
  area: (row) => (row.area === undefined ? undefined : entities[row.area].name),
  money: (row) => facts[row.money]?.number,
  floor: (row) => facts[row.floor]?.number,
  households: (row) => facts[row.households]?.number,
  compounds: (row) => facts[row.compounds]?.number,
  started: (row) => facts[row.started]?.text,
  completed: (row) => facts[row.completed]?.text,
  implementers: (row) => row.implementers && entities[row.implementers[0]].name,
};
const isNumeric = (key) => ["money", "floor", "households", "compounds"].includes(key);

/** What is not stated comes last whichever way a column is sorted. */
function compare(a, b) {
  const [p, q] = [SORTED[sorting.key](a), SORTED[sorting.key](b)];
  if (p === undefined || q === undefined) return (p === undefined) - (q === undefined);
  const order = typeof p === "number" ? p - q : p.localeCompare(q, "zh-CN");
  return sorting.down ? -order : order;
}

function sortBy(key) {
  sorting.down = sorting.key === key ? !sorting.down : isNumeric(key);
  sorting.key = key;
  renderProjects();
  changed();
}

function sortHead(key) {
  const on = sorting.key === key;
  const arrow = make("span", { "aria-hidden": "true", class: "arrow" }, on ? (sorting.down ? "↓" : "↑") : "");
  return make("th", { scope: "col", class: isNumeric(key) ? "number" : "", "aria-sort": on ? (sorting.down ? "descending" : "ascending") : "none" },
    make("button", { type: "button", class: "sort", "data-key": `sort-${key}`, click: () => sortBy(key) }, say(`col_${key}`), arrow));
}

const factCell = (index, text) => (index === undefined ? make("span", { class: "nothing" }, "–")
  : make("button", { type: "button", class: "value", title: firstQuote(facts[index]), click: () => selectFact(index) }, text));

function projectRow(row) {
  const cells = (keys, kind, text) => keys.map((key) => make("td", { class: kind, "data-label": say(`col_${key}`) },
    factCell(row[key], row[key] === undefined ? "" : text(facts[row[key]]))));
  const numbers = cells(["money", "floor", "households", "compounds"], "number", measureValue);
  const dates = cells(["started", "completed"], "date", (fact) => dateText(fact.text));
  return make("tr", {},
    make("th", { scope: "row" }, entityButton(row.project)),
    make("td", {}, row.area === undefined ? "" : entityButton(row.area)),
    ...numbers, ...dates,
    make("td", { class: "makers", "data-label": say("col_implementers") }, (row.implementers || []).map((id) => make("div", {}, entityButton(id)))));
}

function renderProjects() {
  const all = projectRows.filter((row) => isVisible(row.project) && isMeant(row.project)).sort(compare);
  const heads = ["project", "area", "money", "floor", "households", "compounds", "started", "completed", "implementers"].map(sortHead);
  fill(byId("projects"), all.length || projectRows.length ? listTable(heads, all, projectRow, renderProjects) : [nothingHere()]);
}

const nothingHere = () => make("p", { class: "nothing" }, say("nothing"));
