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

/** A fact in words, with the first sentence open and further ones folded. */
function factItem(index, words, except = null, openArticle = false) {
  const fact = facts[index];
  const notes = factNotes(fact);
  const all = (fact.evidence || []).map((at, place) => evidenceBlock(fact, at, openArticle && place === 0));
  const rest = all.length > 1 ? make("details", {}, make("summary", {}, say("alsoSaid", { n: all.length - 1 })), all.slice(1)) : null;
  return make("li", { class: state.fact === index ? "fact told" : "fact", "data-fact": index },
    make("p", {}, ...phraseNodes(words, except), notes.length ? make("small", {}, ` ${notes.join(" · ")}`) : null),
    all.length ? all[0] : make("p", { class: "none" }, say("nobody")), rest);
}

const FEW = 12; // facts of one kind shown at once

function section(title, items) {
  if (!items.length) return null;
  const list = make("ul", {}, items.slice(0, FEW).map((item) => item()));
  const box = make("section", {}, make("h3", {}, title, make("small", {}, ` ${items.length}`)), list);
  if (items.length > FEW) {
    const more = make("button", { type: "button", class: "wide", click: () => { more.remove(); list.append(...items.slice(FEW).map((item) => item())); } }, say("more", { n: items.length - FEW }));
    box.append(more);
  }
  return box;
}

function entityPanel(id) {
  const entity = entities[id];
  const own = entity.facts.map((index) => [index, facts[index]]);
  own.sort((a, b) => (b[0] === state.fact) - (a[0] === state.fact)); // the fact the reader came for is among the first
  const group = (test) => own.filter(([, fact]) => test(fact)).map(([index, fact]) => () => {
    const short = fact.object === undefined ? [valueText(fact)] : factPhrase(fact);
    return factItem(index, short, id);
  });
  return [
    panelHead(entity.name, [chip(entity.type), ...(entity.kinds || []).map(labelOf)]),
    entity.aliases ? make("p", { class: "aliases" }, `${say("aliases")} `, entity.aliases.join(say("listSeparator"))) : null,
    make("p", { class: "aliases" }, ...briefly(id)),
    entityActions(id),
    copyBox(),
    section(say("posts"), group((fact) => fact.kind === "post" && fact.subject === id)),
    section(say("holders"), group((fact) => fact.kind === "post" && fact.subject !== id)),
    section(say("measures"), group((fact) => fact.kind === "measure")),
    section(say("values"), group((fact) => fact.kind === "value")),
    section(say("links"), group((fact) => fact.kind === "link")),
    section(say("bylines"), (entity.signed || []).map((at) => () => make("li", {}, signedArticle(articles[at])))),
    make("p", { class: "iri" }, `${say("identifier")} `, make("code", {}, entity.iri)),
  ];
}

/** Where it lies and how much is known: 平山市 · 12 条事实 · 5 个相邻实体. */
function briefly(id) {
  const { area } = entities[id];
  const place = area === undefined || area === id ? [] : [entityButton(area), " · "];
  return [...place, say("known", { facts: entities[id].facts.length, near: neighbours[id].size })];
}

function entityActions(id) {
  const hidden = absent(id).length;
  const again = () => choose({ entity: id });
  const buttons = [
    state.view === "network" && hidden ? make("button", { type: "button", id: "expand", "data-key": "expand", click: () => { expand(id); again(); } }, say("expand", { n: Math.min(hidden, MOST_AT_ONCE) })) : null,
    state.view !== "network" ? make("button", { type: "button", "data-key": "in-network", click: () => { showView("network"); selectEntity(id); } }, say("inNetwork")) : null,
    state.view === "network" && isGrouped(id) && state.open.has(entities[id].group) && !first.has(id)
      ? make("button", { type: "button", click: () => { toggleGroup(entities[id].group); again(); } }, say("closeGroup", { name: groupName(entities[id].group) })) : null,
  ].filter(Boolean);
  return buttons.length ? make("div", { class: "actions" }, buttons) : null;
}

function signedArticle(article) {
  const parts = [article.title, article.page === undefined ? "" : pages[article.page], dateText(article.issued)];
  return parts.filter(Boolean).join(" · ");
}

function pairPanel([a, b]) {
  const all = pairs.get(pairKey(a, b)) || [];
  const said = all.filter((index) => isVisibleFact(index));
  return [
    make("div", { class: "head" }, closeButton(), make("h2", { tabindex: -1 }, entities[a].name, " — ", entities[b].name),
      make("p", { class: "kinds" }, entityButton(a), " · ", entityButton(b))),
    copyBox(),
    section(say("links"), (said.length ? said : all).map((index, place) => () => factItem(index, factPhrase(facts[index]), null, place === 0 || index === state.fact))),
  ];
}

const closeButton = () => make("button", { type: "button", class: "close", id: "close", "data-key": "close", "aria-label": say("close"), click: () => choose(null) }, "×");

function panelHead(title, kinds) {
  return make("div", { class: "head" }, closeButton(),
    make("h2", { tabindex: -1 }, title),
    kinds.length ? make("p", { class: "kinds" }, ...kinds.map((kind) => (typeof kind === "string" ? make("span", { class: "chip" }, kind) : kind))) : null);
}

function renderPanel() {
  const panel = byId("panel");
  const chosen = state.selected;
  panel.hidden = !chosen;
  fill(panel, !chosen ? [] : chosen.pair ? pairPanel(chosen.pair) : entityPanel(chosen.entity));
  panel.setAttribute("aria-label", say("panel"));
  panel.scrollTop = 0;
  if (state.view === "network") network.setSize("100%", "100%"); // at once, so that what follows knows the room left
}
