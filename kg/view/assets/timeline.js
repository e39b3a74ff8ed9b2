// Posts over time: a row for each post, a mark where it is attested, a line from the first to the last.

const timelineRows = graph.timeline ? rows(graph.timeline) : [];
const LINES = 60; // rows drawn at a time
const LINE = 26;
let linesShown = LINES;

const timelineSpan = (row) => (month(row.from) === null ? null : [month(row.from), month(row.to ?? row.from, true)]);

/** The years that the rows lie in, at least a few, so that one date is not a whole axis. */
function timeAxis(all) {
  const spansOfRows = all.map(timelineSpan).filter(Boolean);
  if (!spansOfRows.length) return null;
  const first = Math.floor(Math.min(...spansOfRows.map(([from]) => from)) / 12);
  const last = Math.floor(Math.max(...spansOfRows.map(([, to]) => to)) / 12) + 1;
  const missing = Math.max(0, 3 - (last - first));
  return { first: first - Math.floor(missing / 2), last: last + Math.ceil(missing / 2) };
}

function renderTimeline() {
  const all = timelineRows.filter((row) => isVisibleFact(row.fact));
  const axis = timeAxis(all);
  if (!axis) return fill(byId("timeline"), [nothingHere(), undatedPosts(all)]);
  const dated = all.filter(timelineSpan);
  const left = dated.length - linesShown;
  const more = left > 0 ? make("button", { type: "button", class: "wide", click: () => { linesShown += LINES; renderTimeline(); } }, say("more", { n: Math.min(left, LINES) })) : null;
  return fill(byId("timeline"), [make("p", { class: "quiet" }, say("timelineNote")), timelineDrawing(dated.slice(0, linesShown), axis), more, undatedPosts(all)]);
}

function undatedPosts(all) {
  const without = all.filter((row) => !timelineSpan(row));
  if (!without.length) return null;
  const items = without.slice(0, 200).map((row) => make("li", {}, ...phraseNodes(factPhrase(facts[row.fact]))));
  return make("details", { class: "undated" }, make("summary", {}, say("undatedPosts", { n: without.length })), make("ul", {}, items));
}

function timelineDrawing(all, axis) {
  const wide = Math.max(340, byId("timeline").clientWidth - 44);
  const labels = Math.min(330, wide * 0.46);
  const x = (months) => labels + 14 + ((months / 12 - axis.first) / (axis.last - axis.first)) * (wide - labels - 30);
  const parts = [...yearLines(axis, x, all)];
  let y = 34;
  let body = null;
  for (const row of all) {
    const fact = facts[row.fact];
    if (fact.object !== body) {
      body = fact.object;
      y += 8;
      parts.push(draw("text", { x: 0, y: y + 13, class: "body" }, short(entities[body].name, labels / 14)));
      y += LINE;
    }
    parts.push(postLine(row, fact, x, y, labels));
    y += LINE;
  }
  return draw("svg", { width: wide, height: y + 10, viewBox: `0 0 ${wide} ${y + 10}`, class: "timeline", role: "group", "aria-label": say("timeline") }, parts);
}

const short = (text, most) => (text.length > most ? `${text.slice(0, Math.max(1, Math.floor(most) - 1))}…` : text);

function yearLines(axis, x, all) {
  const step = Math.max(1, Math.ceil((axis.last - axis.first) / 12));
  const bottom = 34 + all.length * LINE + new Set(all.map((row) => facts[row.fact].object)).size * (LINE + 8);
  const found = [];
  for (let year = axis.first; year <= axis.last; year += step) {
    found.push(draw("line", { x1: x(year * 12), x2: x(year * 12), y1: 24, y2: bottom, class: "grid" }), draw("text", { x: x(year * 12), y: 16, class: "tick" }, String(year)));
  }
  return found;
}

function postLine(row, fact, x, y, labels) {
  const [from, to] = timelineSpan(row);
  const words = plain(factPhrase(fact));
  const go = () => selectFact(row.fact);
  const key = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); go(); } };
  const days = [...new Set([...(fact.dates || []), row.from, row.to])].filter((date) => month(date) !== null);
  return draw("g", { class: fact.former ? "post former" : "post", tabindex: 0, role: "button", "data-key": `post-${row.fact}`, "aria-label": [words, ...factNotes(fact)].join(" · "), click: go, keydown: key },
    draw("title", {}, [words, ...factNotes(fact), firstQuote(fact)].filter(Boolean).join("\n")),
    draw("rect", { x: 0, y, width: x(row.to ? to : from) + 20, height: LINE - 2, class: "hit" }),
    draw("text", { x: 14, y: y + 16, class: "who" }, short(`${entities[fact.subject].name}  ${fact.text || ""}`, labels / 13)),
    days.length < 2 ? null : draw("line", { x1: x(from), x2: x(to), y1: y + 12, y2: y + 12, class: "while" }),
    days.map((date) => draw("circle", { cx: x((month(date) + month(date, true) + 1) / 2), cy: y + 12, r: 5 })));
}
