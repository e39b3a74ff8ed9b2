// Charts as drawings: money by district, projects by year; each with the same numbers as a table.

const moneyRows = graph.charts?.money ? rows(graph.charts.money) : [];
const yearRows = graph.charts?.years ? rows(graph.charts.years) : [];
const BARS = 24;

/** What of the money passes the filters, most first. */
function visibleMoney() {
  const sum = (indices) => indices.reduce((total, index) => total + (facts[index].number || 0), 0);
  return moneyRows.map((row) => ({ ...row, facts: (row.facts || []).filter(isVisibleFact) }))
    .filter((row) => row.facts.length)
    .map((row) => ({ ...row, number: sum(row.facts) }))
    .sort((a, b) => b.number - a.number);
}

function renderCharts() {
  const money = visibleMoney();
  const years = yearRows.map((row) => ({ year: row.year, started: (row.started || []).filter(isVisible), reported: (row.reported || []).filter(isVisible) }))
    .filter((row) => row.started.length + row.reported.length);
  fill(byId("charts"), money.length || years.length
    ? [chart("moneyByArea", "moneyNote", money.length ? moneyDrawing(money.slice(0, BARS)) : nothingHere(), moneyTable(money)),
      chart("projectsByYear", "yearNote", years.length ? yearDrawing(years) : nothingHere(), yearTable(years))]
    : [nothingHere()]);
}

function chart(title, note, drawing, table) {
  return make("figure", { class: "chart" }, make("h2", {}, say(title)), make("p", { class: "quiet" }, say(note)), drawing,
    make("details", {}, make("summary", {}, say("asTable")), table));
}

const moneyText = (number) => measureValue({ number, unit: "CNY" });
const areaName = (row) => (row.area === undefined ? say("elsewhere") : entities[row.area].name);

function moneyDrawing(all) {
  const wide = Math.max(320, Math.min(860, byId("charts").clientWidth - 48));
  const labels = Math.min(170, wide * 0.34);
  const most = Math.max(...all.map((row) => row.number)) || 1;
  const bars = all.map((row, at) => {
    const long = Math.max(2, (row.number / most) * (wide - labels - 150));
    return link(`${areaName(row)} ${moneyText(row.number)}`, () => (row.area === undefined ? selectFact(row.facts[0]) : selectEntity(row.area)), `money-${row.area ?? ""}`,
      draw("text", { x: labels - 10, y: at * 32 + 19, class: "name" }, short(areaName(row), labels / 14)),
      draw("rect", { x: labels, y: at * 32 + 4, width: long, height: 22, rx: 3, class: "bar" }),
      draw("text", { x: labels + long + 8, y: at * 32 + 19, class: "amount" }, moneyText(row.number)));
  });
  return draw("svg", { width: wide, height: all.length * 32 + 6, viewBox: `0 0 ${wide} ${all.length * 32 + 6}`, class: "money", role: "group", "aria-label": say("moneyByArea") }, bars);
}

function yearDrawing(all) {
  const wide = Math.max(320, Math.min(860, byId("charts").clientWidth - 48));
  const [first, last] = [Number(all[0].year), Number(all.at(-1).year)];
  const step = Math.min(90, (wide - 20) / (last - first + 1));
  const most = Math.max(...all.map((row) => row.started.length + row.reported.length));
  const height = 190;
  const columns = all.map((row) => {
    const [started, reported] = [row.started.length, row.reported.length].map((count) => (count / most) * (height - 50));
    const left = 10 + (Number(row.year) - first) * step;
    const told = say("yearBar", { year: row.year, started: row.started.length, reported: row.reported.length });
    return link(told, () => showYear(Number(row.year)), `year-${row.year}`,
      draw("rect", { x: left + step * 0.15, width: step * 0.7, y: height - 24 - started, height: started, rx: 2, class: "bar" }),
      draw("rect", { x: left + step * 0.15, width: step * 0.7, y: height - 24 - started - reported - (started && reported ? 1 : 0), height: reported, rx: 2, class: "bar weak" }),
      draw("text", { x: left + step / 2, y: height - 30 - started - reported, class: "tick" }, String(row.started.length + row.reported.length)),
      step > 30 || Number(row.year) % 5 === 0 ? draw("text", { x: left + step / 2, y: height - 6, class: "tick" }, row.year) : null);
  });
  return draw("svg", { width: wide, height, viewBox: `0 0 ${wide} ${height}`, class: "years", role: "group", "aria-label": say("projectsByYear") },
    draw("line", { x1: 0, x2: wide, y1: height - 23.5, y2: height - 23.5, class: "grid" }), columns);
}

/** A part of a drawing that can be clicked and reached by keys. */
function link(label, go, key, ...children) {
  const pressed = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); go(); } };
  return draw("g", { class: "link", role: "button", tabindex: 0, "data-key": key, "aria-label": label, click: go, keydown: pressed }, draw("title", {}, label), children);
}

/** A year of the chart, looked at in the table of projects. */
function showYear(year) {
  Object.assign(state, { from: year * 12, to: year * 12 + 11 });
  showView("projects");
  filtersChanged();
}

function moneyTable(all) {
  return make("table", {}, make("thead", {}, make("tr", {}, head("area"), head("col_money"), head("factCount"))),
    make("tbody", {}, all.map((row) => make("tr", {}, make("th", { scope: "row" }, row.area === undefined ? say("elsewhere") : entityButton(row.area)),
      make("td", { class: "number" }, moneyText(row.number)), make("td", {}, ...row.facts.flatMap((index, place) => [place ? " · " : "", factCell(index, measureValue(facts[index]))]))))));
}

function yearTable(all) {
  const names = (ids) => ids.flatMap((id, place) => [place ? say("listSeparator") : "", entityButton(id)]);
  return make("table", {}, make("thead", {}, make("tr", {}, head("year"), head("startedIn"), head("reportedIn"))),
    make("tbody", {}, all.map((row) => make("tr", {}, make("th", { scope: "row" }, row.year), make("td", {}, names(row.started)), make("td", {}, names(row.reported))))));
}
