// The panel beside the network: everything the graph says about an entity or a line, each thing with its sentence.

/** A phrase as elements: names become buttons that open them. */
function phraseNodes(pieces, except = null) {
  return pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    return piece.entity === except ? make("b", {}, entities[piece.entity].name) : entityButton(piece.entity);
  });
}

function entityButton(id) {
  return make("button", { type: "button", class: "name", click: () => selectEntity(id) }, entities[id].name);
}

/** The words of a quote with the names of the entities concerned set off. */
function markNames(text, names) {
  const found = [];
  let from = 0;
  while (from < text.length) {
    const next = names.map((name) => [text.indexOf(name, from), name]).filter(([at]) => at >= 0)
      .sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0];
    if (!next) break;
    found.push(text.slice(from, next[0]), make("b", {}, next[1]));
    from = next[0] + next[1].length;
  }
  return [...found, text.slice(from)];
}

function namesIn(fact) {
  const ends = [fact.subject, fact.object].filter((id) => id !== undefined);
  const names = ends.flatMap((id) => [entities[id].name, ...(entities[id].aliases || [])]);
  if (fact.kind !== "link" && fact.text) names.push(fact.text);
  return [...new Set(names)].filter((name) => name.length > 1);
}

/** One place that says so: the sentence with the quote highlighted, and where it stands. */
function evidenceBlock(fact, one) {
  const quote = make("blockquote", {}, sentenceStart(one.before || ""), make("mark", {}, ...markNames(one.quote || "", namesIn(fact))), sentenceEnd(one.after || ""));
  return make("figure", {}, one.quote ? quote : null, make("figcaption", {}, ...whereFrom(one)));
}

/** Of the words before a quote, those of its own sentence; dots where the graph keeps no more. */
function sentenceStart(before) {
  const own = /[^。！？!?\n]*$/.exec(before)[0];
  return own && own.length === before.length ? `…${own}` : own.replace(/^[”’」』）)]+/, "");
}

function sentenceEnd(after) {
  const own = /^[^。！？!?\n]*(?:[。！？!?][”’」』]?)?/.exec(after)[0];
  return own && own.length === after.length && !/[。！？!?”’」』]$/.test(own) ? `${own}…` : own;
}

function whereFrom(one) {
  const article = one.article === undefined ? null : articles[one.article];
  const parts = [
    one.page === undefined ? null : pages[one.page],
    article?.title ? say("titled", { text: article.title }) : null,
    article?.issued ? dateText(article.issued) : null,
    one.start === undefined || one.end === undefined ? null : say("position", { start: one.start, end: one.end }),
    one.rule ? say("value", { relation: say("rule"), text: one.rule }) : null,
    one.confidence === undefined ? null : say("value", { relation: say("confidence"), text: one.confidence }),
    ...(one.notes || []).map(([name, value]) => say("value", { relation: labelOf(name), text: labelOf(value) })),
  ].filter(Boolean);
  return parts.flatMap((part, index) => (index ? [" · ", make("span", {}, part)] : [make("span", {}, part)]));
}

/** A fact in words, with the first sentence open and further ones folded. */
function factItem(index, words, except = null) {
  const fact = facts[index];
  const notes = factNotes(fact);
  const all = (fact.evidence || []).map((at) => evidenceBlock(fact, evidence[at]));
  const rest = all.length > 1 ? make("details", {}, make("summary", {}, say("alsoSaid", { n: all.length - 1 })), all.slice(1)) : null;
  return make("li", { class: "fact" },
    make("p", {}, ...phraseNodes(words, except), notes.length ? make("small", {}, ` ${notes.join(" · ")}`) : null),
    all.length ? all[0] : make("p", { class: "none" }, say("nobody")), rest);
}

function section(title, items) {
  return items.length ? make("section", {}, make("h3", {}, title), make("ul", {}, items)) : null;
}

function entityPanel(id) {
  const entity = entities[id];
  const own = entity.facts.map((index) => [index, facts[index]]);
  const group = (test) => own.filter(([, fact]) => test(fact)).map(([index, fact]) => {
    const short = fact.object === undefined ? [valueText(fact)] : factPhrase(fact);
    return factItem(index, short, id);
  });
  const hidden = absent(id).length;
  return [
    panelHead(entity.name, [chip(entity.type), ...(entity.kinds || []).map(labelOf)]),
    entity.aliases ? make("p", { class: "aliases" }, `${say("aliases")} `, entity.aliases.join(say("listSeparator"))) : null,
    hidden && state.view === "network"
      ? make("button", { type: "button", class: "wide", id: "expand", click: () => { expand(id); choose({ entity: id }); } }, say("expand", { n: Math.min(hidden, MOST_AT_ONCE) })) : null,
    section(say("posts"), group((fact) => fact.kind === "post" && fact.subject === id)),
    section(say("holders"), group((fact) => fact.kind === "post" && fact.subject !== id)),
    section(say("measures"), group((fact) => fact.kind === "measure")),
    section(say("values"), group((fact) => fact.kind === "value")),
    section(say("links"), group((fact) => fact.kind === "link")),
    section(say("bylines"), (entity.signed || []).map((at) => make("li", {}, signedArticle(articles[at])))),
    make("p", { class: "iri" }, `${say("identifier")} `, make("code", {}, entity.iri)),
  ];
}

function signedArticle(article) {
  const parts = [article.title, article.page === undefined ? "" : pages[article.page], dateText(article.issued)];
  return parts.filter(Boolean).join(" · ");
}

function pairPanel([a, b]) {
  const said = (pairs.get(pairKey(a, b)) || []).filter((index) => isVisibleFact(facts[index]));
  return [
    panelHead(`${entities[a].name} — ${entities[b].name}`, []),
    section(say("links"), said.map((index) => factItem(index, factPhrase(facts[index])))),
  ];
}

function panelHead(title, kinds) {
  return make("div", { class: "head" },
    make("button", { type: "button", class: "close", id: "close", "aria-label": say("close"), click: () => choose(null) }, "×"),
    make("h2", { tabindex: -1 }, title),
    kinds.length ? make("p", { class: "kinds" }, ...kinds.map((kind) => (typeof kind === "string" ? make("span", { class: "chip" }, kind) : kind))) : null);
}

function chip(type) {
  return make("span", { class: "chip" }, shapeIcon(type), labelOf(type));
}

/** A class's shape and colour as a small drawing. */
function shapeIcon(type) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "-10 -10 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[classOf.get(type).shape] || SHAPES.dot);
  path.setAttribute("fill", colourOf(type));
  svg.append(path);
  return svg;
}

const SHAPES = {
  dot: "M-8,0a8,8 0 1,0 16,0a8,8 0 1,0 -16,0Z",
  square: "M-7,-7H7V7H-7Z",
  diamond: "M0,-9L9,0L0,9L-9,0Z",
  triangle: "M0,-8L9,7H-9Z",
  triangleDown: "M0,8L9,-7H-9Z",
  star: "M0,-9L2.3,-3L9,-2.8L3.8,1.2L5.6,7.6L0,4L-5.6,7.6L-3.8,1.2L-9,-2.8L-2.3,-3Z",
  hexagon: "M-9,0L-4.5,-8H4.5L9,0L4.5,8H-4.5Z",
  ellipse: "M-9,0a9,6 0 1,0 18,0a9,6 0 1,0 -18,0Z",
  database: "M-7,-3a7,6 0 0,1 14,0V6a2,2 0 0,1 -2,2H-5a2,2 0 0,1 -2,-2Z",
  box: "M-6,-8H6V8H-6Z",
};

function renderPanel() {
  const panel = byId("panel");
  const chosen = state.selected;
  panel.hidden = !chosen;
  const parts = !chosen ? [] : chosen.pair ? pairPanel(chosen.pair) : entityPanel(chosen.entity);
  panel.replaceChildren(...parts.filter(Boolean));
  panel.scrollTop = 0;
  if (state.view === "network") network.setSize("100%", "100%"); // at once, so that what follows knows the room left
}
