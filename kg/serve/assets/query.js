// The page to ask on: a named query and its parameters, or one's own; the answer in three forms.

import { both, byId, make } from "./dom.js";
import { drawChart } from "./chart.js";
import { drawNetwork } from "./network.js";
import { ask, send } from "./results.js";
import { drawTable } from "./table.js";

const FORMS = { table: drawTable, chart: drawChart, network: drawNetwork };
const FIRST = "SELECT ?class (COUNT(?e) AS ?count)\nWHERE { ?e a ?class }\nGROUP BY ?class\nORDER BY DESC(?count)\n";
const state = { queries: [], answer: null, asked: "", form: "table", drawn: new Set(), running: null };

function say(words, failed = false) {
  byId("status").replaceChildren(...[words].flat());
  byId("status").className = failed ? "failed" : "";
}

// -- what is asked --------------------------------------------------------------------------------------------------

const chosen = () => state.queries.find((query) => query.name === byId("name").value);
const given = () => Object.fromEntries([...byId("parameters").querySelectorAll("input")].map((input) => [input.name, input.value]));

function offer() {
  byId("name").append(...state.queries.map((query) => make("option", { value: query.name }, `${query.zh} — ${query.en}`)));
  byId("name").addEventListener("change", () => choose());
}

/** Shows a named query with its parameters, set as `values` say. */
async function choose(values = {}) {
  const query = chosen();
  byId("description").textContent = query ? query.description : "";
  byId("parameters").replaceChildren(...(query ? query.parameters.map((parameter) => field(parameter, values)) : []));
  if (query) await bind();
}

function field(parameter, values) {
  const value = Object.hasOwn(values, parameter.name) ? values[parameter.name] : parameter.default;
  const input = make("input", { name: parameter.name, value });
  input.addEventListener("input", () => bind());
  return make("label", { class: "field" }, parameter.name, input, make("small", {}, parameter.description));
}

let turn = 0;

/** The server writes the values into the query: as literals, whatever they hold. */
async function bind() {
  const mine = (turn += 1);
  const response = await fetch(`/queries/${encodeURIComponent(chosen().name)}?${new URLSearchParams(given())}`);
  const text = await response.text();
  if (mine !== turn) return;
  if (response.ok) byId("text").value = text;
  say(response.ok ? "" : text, !response.ok);
}

// -- the answer -----------------------------------------------------------------------------------------------------

async function run() {
  state.running?.abort();
  const running = (state.running = new AbortController());
  byId("stop").hidden = false;
  say(both("正在查询……", "asking…"));
  const [query, start] = [byId("text").value, performance.now()];
  remember(query);
  try {
    const answer = await ask(query, running.signal);
    Object.assign(state, { answer, asked: query, drawn: new Set() });
    byId("answer").hidden = false;
    offerDownloads();
    await show(answer.kind === "graph" && state.form === "chart" ? "network" : state.form);
    const took = Math.round(performance.now() - start);
    say(both(`${answer.rows.length} 行，${took} 毫秒`, `${answer.rows.length} rows in ${took} ms`));
  } catch (error) {
    if (state.running !== running) return;
    say(running.signal.aborted ? both("已停止", "stopped") : error.message, !running.signal.aborted);
  } finally {
    if (state.running === running) byId("stop").hidden = true;
  }
}

async function show(form) {
  state.form = form;
  for (const name of Object.keys(FORMS)) {
    byId(name).hidden = name !== form;
    byId(`tab-${name}`).setAttribute("aria-selected", String(name === form));
  }
  if (!state.answer || state.drawn.has(form)) return;
  state.drawn.add(form);
  await FORMS[form](byId(form), state.answer);
}

const TABLES = { JSON: ["application/sparql-results+json", "json"], CSV: ["text/csv", "csv"], TSV: ["text/tab-separated-values", "tsv"], XML: ["application/sparql-results+xml", "xml"] };
const GRAPHS = { Turtle: ["text/turtle", "ttl"], "N-Triples": ["application/n-triples", "nt"], "JSON-LD": ["application/ld+json", "jsonld"] };

function offerDownloads() {
  const formats = Object.entries(state.answer.kind === "graph" ? GRAPHS : TABLES);
  byId("downloads").replaceChildren(...formats.map(([name, format]) => make("button", { type: "button", onclick: () => save(...format) }, name)));
}

async function save(type, ending) {
  try {
    const address = URL.createObjectURL(await (await send(state.asked, type)).blob());
    make("a", { href: address, download: `answer.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  } catch (error) {
    say(error.message, true);
  }
}

// -- the address: what is asked can be kept and sent ------------------------------------------------------------------

function remember(query) {
  const named = chosen();
  const words = named ? { name: named.name, ...prefixed(given()) } : { query };
  history.replaceState(null, "", `#${new URLSearchParams(words)}`);
}

const prefixed = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [`param-${name}`, value]));

/** What the address asks for is shown; it is run only if it is a named query. */
async function recall() {
  const words = new URLSearchParams(location.hash.slice(1));
  byId("name").value = state.queries.some((query) => query.name === words.get("name")) ? words.get("name") : "";
  const values = Object.fromEntries([...words].filter(([key]) => key.startsWith("param-")).map(([key, value]) => [key.slice(6), value]));
  await choose(values);
  if (chosen()) await run();
  else byId("text").value = words.get("query") ?? FIRST;
}

byId("ask").addEventListener("submit", (event) => { event.preventDefault(); run(); });
byId("stop").addEventListener("click", () => state.running?.abort());
byId("text").addEventListener("input", () => { byId("name").value = ""; choose(); });
byId("text").addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(); });
Object.keys(FORMS).forEach((form) => byId(`tab-${form}`).addEventListener("click", () => show(form)));
addEventListener("hashchange", recall);
state.queries = await (await fetch("/queries")).json();
offer();
await recall();
document.documentElement.dataset.ready = "";
