// An answer as a network: triples as they are, rows as lines between two of their columns.

import { both, choice, make } from "./dom.js";
import { numeric, shown } from "./results.js";

const MOST = 400; // nodes that can still be told apart
let drawing = null;
let loading = null;

/** The library is fetched from this server, when a network is first asked for. */
function library() {
  loading ??= new Promise((done, failed) => {
    const script = make("script", { src: "/assets/vis-network.js" });
    script.addEventListener("load", done);
    script.addEventListener("error", () => { loading = null; failed(new Error("vis-network.js")); });
    document.head.append(script);
  });
  return loading;
}

export async function drawNetwork(place, answer) {
  await library();
  const numbers = numeric(answer);
  const words = answer.columns.filter((column) => !numbers.includes(column));
  if (answer.kind === "ask" || words.length < 2) {
    place.replaceChildren(make("p", { class: "quiet" }, both("要有两列名称才能连线", "two columns of names are needed to draw lines")));
    return;
  }
  const picked = answer.kind === "graph" ? { from: "subject", to: "object" } : { from: words[0], to: words[1] };
  const note = make("p", { class: "quiet" });
  const canvas = make("div", { id: "canvas", tabindex: "0" });
  const again = () => draw(canvas, note, answer, picked);
  const choices = make("div", { class: "choices" },
    choice("从 from", answer.columns, picked.from, (column) => { picked.from = column; again(); }),
    choice("到 to", answer.columns, picked.to, (column) => { picked.to = column; again(); }));
  place.replaceChildren(choices, note, canvas);
  again();
}

function draw(canvas, note, answer, picked) {
  const { nodes, edges, cut } = gathered(answer, answer.columns.indexOf(picked.from), answer.columns.indexOf(picked.to));
  note.replaceChildren(...(cut ? both(`只画前 ${MOST} 个节点`, `the first ${MOST} nodes are drawn`) : []));
  drawing?.destroy();
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  drawing = new vis.Network(canvas, { nodes, edges }, {
    layout: { randomSeed: 1, improvedLayout: false },
    physics: { stabilization: { iterations: 200 }, barnesHut: { springLength: 95, centralGravity: 0.9, avoidOverlap: 0.1 } },
    nodes: { shape: "dot", size: 14, color: { background: colour("bar"), border: colour("surface") }, font: { color: colour("ink"), size: 20 } },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.6 } }, color: { color: colour("quiet"), opacity: 0.6 }, font: { color: colour("quiet"), size: 14, strokeWidth: 0, align: "middle" } },
    interaction: { hover: true },
  });
  const links = new Map(nodes.map((node) => [node.id, node.iri]));
  drawing.on("doubleClick", ({ nodes: [id] }) => {
    if (links.get(id)) location.assign(`/entity?iri=${encodeURIComponent(links.get(id))}`);
  });
  window.kgNetwork = drawing;
}

/** Ids are numbers: no name from the graph becomes a key or an option of the library. */
function gathered(answer, from, to) {
  const ids = new Map();
  const nodes = [];
  const edges = [];
  let cut = false;
  const middle = answer.kind === "graph" ? 1 : -1;
  const node = (cell) => {
    const key = `${cell.kind} ${cell.value}`;
    if (!ids.has(key) && nodes.length < MOST) {
      ids.set(key, nodes.length);
      nodes.push({ id: nodes.length, label: short(shown(cell)), title: tip(cell), iri: cell.kind === "iri" ? cell.value : "" });
    }
    return ids.get(key);
  };
  for (const row of answer.rows) {
    if (!row[from] || !row[to]) continue;
    const [one, two] = [node(row[from]), node(row[to])];
    if (one === undefined || two === undefined) cut = true;
    else edges.push({ id: edges.length, from: one, to: two, label: middle < 0 ? undefined : short(shown(row[middle])) });
  }
  return { nodes, edges, cut };
}

const short = (text) => (text.length > 18 ? `${text.slice(0, 17)}…` : text);

/** The library would take a string for HTML. */
function tip(cell) {
  return make("span", {}, cell.value);
}
