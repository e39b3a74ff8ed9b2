// Answers of the endpoint as one kind of table: columns, and rows of cells {kind, value, language, datatype}.

const TABLE = "application/sparql-results+json";
const GRAPH = "application/ld+json";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const NUMBERS = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(integer|decimal|double|float|long|int|short|byte|nonNegativeInteger|positiveInteger)$/;

/** Asks; the answer, or an error with the server's own words. */
export async function ask(query, signal) {
  const response = await send(query, `${TABLE}, ${GRAPH};q=0.9`, signal);
  const type = response.headers.get("Content-Type") || "";
  const document = await response.json();
  return type.startsWith(GRAPH) ? fromGraph(document) : fromTable(document);
}

export async function send(query, accept, signal) {
  const body = new URLSearchParams({ query });
  const response = await fetch("/sparql", { method: "POST", body, headers: { Accept: accept }, signal });
  if (!response.ok) throw new Error((await response.text()).trim() || `HTTP ${response.status}`);
  return response;
}

function fromTable(document) {
  if ("boolean" in document) return { kind: "ask", columns: ["answer"], rows: [[{ kind: "literal", value: String(document.boolean) }]] };
  const columns = document.head.vars;
  const rows = document.results.bindings.map((row) => columns.map((name) => (Object.hasOwn(row, name) ? cell(row[name]) : null)));
  return { kind: "select", columns, rows };
}

function cell(term) {
  if (term.type === "uri") return { kind: "iri", value: term.value };
  if (term.type === "bnode") return { kind: "blank", value: `_:${term.value}` };
  if (term.type === "triple") return { kind: "literal", value: JSON.stringify(term.value) };
  return { kind: "literal", value: term.value, language: term["xml:lang"], datatype: term.datatype };
}

/** Expanded JSON-LD: a list of nodes, each with its properties by IRI. */
function fromGraph(nodes) {
  const rows = [];
  for (const node of nodes) {
    const subject = name(node["@id"]);
    for (const type of node["@type"] || []) rows.push([subject, name(TYPE), name(type)]);
    for (const [property, values] of Object.entries(node)) {
      if (!property.startsWith("@")) values.forEach((value) => rows.push([subject, name(property), object(value)]));
    }
  }
  return { kind: "graph", columns: ["subject", "predicate", "object"], rows };
}

const name = (id) => ({ kind: id.startsWith("_:") ? "blank" : "iri", value: id });

function object(value) {
  if ("@id" in value) return name(value["@id"]);
  return { kind: "literal", value: String(value["@value"]), language: value["@language"], datatype: value["@type"] };
}

export function number(found) {
  if (!found || found.kind !== "literal" || found.value.trim() === "") return null;
  const value = Number(found.value);
  return Number.isFinite(value) && (!found.datatype || NUMBERS.test(found.datatype)) ? value : null;
}

/** A cell as a reader sees it: of an IRI the part that tells it from others. */
export function shown(found) {
  if (!found) return "";
  if (found.kind !== "iri") return found.value;
  const tail = found.value.split(/[/#]/).filter(Boolean).pop() || found.value;
  try {
    return decodeURIComponent(tail);
  } catch {
    return tail;
  }
}

/** The columns whose cells are all numbers, as far as they are filled. */
export function numeric({ columns, rows }) {
  return columns.filter((_, at) => rows.some((row) => row[at]) && rows.every((row) => !row[at] || number(row[at]) !== null));
}
