// What is shown in the panel as text to take away: Turtle, CSV, and the SPARQL that finds it in the graph.

const PREFIXES = ["kg", "org", "qudt", "rdfs", "skos", "xsd"];
const SAFE = /[\u0000-\u0020<>"{}|^`\\]/g;
const iriRef = (iri) => `<${iri.replace(SAFE, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`)}>`;
const kgName = (local) => (/^[A-Za-z]\w*$/.test(local) ? `kg:${local}` : iriRef(graph.namespaces.kg + local));

/** A string literal; control characters by number, so that it stays on one line. */
function literal(text, tail = "") {
  const body = text.replace(/[\\"\u0000-\u001f\u007f\u2028\u2029]/g, (c) => (c === "\\" || c === '"' ? `\\${c}` : `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`));
  return `"${body}"${tail}`;
}

/** An ISO date, month or year with its type; other words as Chinese. */
function dated(text) {
  const type = /^\d{4}$/.test(text) ? "gYear" : /^\d{4}-\d\d$/.test(text) ? "gYearMonth" : /^\d{4}-\d\d-\d\d$/.test(text) ? "date" : null;
  return type ? literal(text, `^^xsd:${type}`) : literal(text, "@zh");
}

// -- Turtle -------------------------------------------------------------------------------------------------------------

const subjectLines = (id) => {
  const entity = entities[id];
  const kinds = [entity.type, ...(entity.kinds || [])].map(kgName).join(", ");
  return `${iriRef(entity.iri)} a ${kinds} ;\n  rdfs:label ${literal(entity.name, "@zh")}${(entity.aliases || []).map((name) => ` ;\n  skos:altLabel ${literal(name, "@zh")}`).join("")} .`;
};

function factTurtle(fact) {
  const subject = iriRef(entities[fact.subject].iri);
  if (fact.kind === "link") return `${subject} ${kgName(fact.relation)} ${iriRef(entities[fact.object].iri)} .`;
  if (fact.kind === "value") return `${subject} ${kgName(fact.relation)} ${dated(fact.text || "")} .`;
  return `[] ${(fact.kind === "post" ? postParts(fact, subject) : measureParts(fact, subject)).join(" ;\n  ")} .`;
}

const postParts = (fact, subject) => [
  "a org:Membership", `org:member ${subject}`, `org:organization ${iriRef(entities[fact.object].iri)}`,
  ...(fact.text ? [`kg:title ${literal(fact.text, "@zh")}`] : []),
  ...(fact.former ? ["kg:former true"] : []),
  ...(fact.dates || []).map((date) => `kg:attestedOn ${dated(date)}`),
];

/** The unit's IRI: money has a vocabulary of its own. */
const unitRef = (code) => iriRef(graph.namespaces[code === "CNY" ? "cur" : "unit"] + code);

const measureParts = (fact, subject) => [
  "a kg:Measure", `kg:measureOf ${subject}`, `kg:property ${kgName(fact.relation)}`,
  ...(fact.number === undefined ? [] : [`qudt:numericValue ${literal(String(fact.number), "^^xsd:double")}`]),
  ...(Object.hasOwn(graph.units, fact.unit || "") ? [`qudt:hasUnit ${unitRef(fact.unit)}`] : []),
  ...(fact.approximate ? ["kg:approximate true"] : []),
  ...(fact.text ? [`kg:text ${literal(fact.text)}`] : []),
  ...(fact.dates || []).map((date) => `kg:asOf ${dated(date)}`),
];

const prefixLines = (names, form) => names.map((name) => form(name, graph.namespaces[name])).join("\n");

function asTurtle(ids, indices) {
  const about = [...new Set([...ids, ...indices.flatMap((index) => [facts[index].subject, facts[index].object]).filter((id) => id !== undefined)])];
  return [prefixLines(PREFIXES, (name, iri) => `@prefix ${name}: <${iri}> .`), ...about.map(subjectLines), ...indices.map((index) => factTurtle(facts[index]))].join("\n\n");
}

// -- CSV ----------------------------------------------------------------------------------------------------------------

const COLUMNS = ["subject", "relation", "object", "text", "number", "unit", "dates", "confidence", "page", "article", "issued", "start", "end", "rule", "sentence"];

/** One cell; what a spreadsheet would take for a formula gets an apostrophe. */
function cell(value) {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" && /^[=+\-@＝＋－＠\t\r\n ']/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvRow(fact, one = {}) {
  const article = articles[one.article] || {};
  const object = fact.object === undefined ? undefined : entities[fact.object].name;
  return [entities[fact.subject].name, fact.relation, object, fact.text, fact.number, fact.unit, (fact.dates || []).join(" "), one.confidence, pages[one.page],
    article.title, article.issued, one.start, one.end, one.rule, one.quote].map(cell).join(",");
}

function asCsv(indices) {
  const lines = indices.flatMap((index) => (facts[index].evidence || [null]).map((at) => csvRow(facts[index], evidence[at] || {})));
  return [COLUMNS.join(","), ...lines].join("\r\n");
}

// -- SPARQL -------------------------------------------------------------------------------------------------------------

const SOURCE = (s, p, o) => `    OPTIONAL {
      ?statement rdf:subject ${s} ; rdf:predicate ${p} ; rdf:object ${o} ; kg:confidence ?confidence ;
        prov:wasDerivedFrom/oa:hasSelector/oa:exact ?sentence .
    }`;

function entityQuery(id) {
  return `SELECT DISTINCT ?subject ?relation ?object ?sentence ?confidence WHERE {
  VALUES ?it { ${iriRef(entities[id].iri)} }
  {
    ?it ?relation ?object . BIND(?it AS ?subject)
${SOURCE("?it", "?relation", "?object")}
  } UNION {
    ?subject ?relation ?it . BIND(?it AS ?object)
    FILTER(?relation != rdf:subject && ?relation != rdf:object)
${SOURCE("?subject", "?relation", "?it")}
  }
}`;
}

function pairQuery([a, b]) {
  const [one, two] = [a, b].map((id) => iriRef(entities[id].iri));
  return `SELECT DISTINCT ?subject ?relation ?object ?title ?sentence ?confidence WHERE {
  VALUES (?subject ?object) { (${one} ${two}) (${two} ${one}) }
  {
    ?subject ?relation ?object .
${SOURCE("?subject", "?relation", "?object")}
  } UNION {
    ?post org:member ?subject ; org:organization ?object .
    OPTIONAL { ?post kg:title ?title }
    BIND(org:member AS ?relation)
${SOURCE("?post", "org:member", "?subject")}
  }
}`;
}

const asSparql = (chosen) => `${prefixLines(["kg", "oa", "org", "prov", "rdf"], (name, iri) => `PREFIX ${name}: <${iri}>`)}\n\n${chosen.pair ? pairQuery(chosen.pair) : entityQuery(chosen.entity)}`;

// -- the buttons --------------------------------------------------------------------------------------------------------

function copyText(form) {
  const chosen = state.selected;
  if (form === "SPARQL") return asSparql(chosen);
  const [ids, indices] = chosen.pair ? [chosen.pair, pairs.get(pairKey(...chosen.pair)) || []] : [[chosen.entity], entities[chosen.entity].facts];
  return form === "CSV" ? asCsv(indices) : asTurtle(ids, indices);
}

function copyBox() {
  const box = make("div", { class: "copy" });
  const buttons = ["Turtle", "CSV", "SPARQL"].map((form) => make("button", { type: "button", "data-key": `copy-${form}`, click: () => offer(box, copyText(form)) }, form));
  box.append(make("span", { class: "quiet" }, say("copyAs")), ...buttons);
  return box;
}

/** Shows the text, selected, and puts it on the clipboard where the browser lets a page do that. */
async function offer(box, text) {
  box.querySelector("textarea")?.remove();
  const area = make("textarea", { readonly: true, rows: 6, spellcheck: "false", "aria-label": say("copyAs") });
  area.value = text;
  box.append(area);
  area.focus();
  area.select();
  tell(say((await toClipboard(text)) ? "copied" : "pressCopy"));
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy"); // the older way, which takes what is selected
  }
}

/** Says something in passing, on the screen and to a screen reader. */
let silence = 0;

function tell(text) {
  byId("told").textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { byId("told").textContent = ""; }, 2600);
}
