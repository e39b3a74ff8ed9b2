// Areas, communities, agencies and their parts as a tree that opens branch by branch.

const treeRows = graph.tree ? rows(graph.tree) : [];
const branches = new Map(); // row -> rows right below it; "" -> roots
treeRows.forEach((row, index) => {
  const above = row.parent ?? "";
  if (!branches.has(above)) branches.set(above, []);
  branches.get(above).push(index);
});
const unfolded = new Set(firstBranches());

/** What is open at first: the upper levels, as long as that stays a short page. */
function firstBranches() {
  const found = [];
  let lines = 0;
  for (const [index, row] of treeRows.entries()) {
    const below = branches.get(index)?.length || 0;
    if (row.depth > 2 || !below || lines + below > 80) continue;
    found.push(index);
    lines += below;
  }
  return found;
}

/** Rows that pass the filters, or have one below them that does. */
function keptRows() {
  const kept = new Set();
  treeRows.forEach((row, index) => {
    if (!isVisible(row.entity)) return;
    for (let at = index; at !== undefined && !kept.has(at); at = treeRows[at].parent) kept.add(at);
  });
  return kept;
}

function treeItem(index, kept) {
  const { entity, depth } = treeRows[index];
  const below = (branches.get(index) || []).filter((row) => kept.has(row));
  const open = unfolded.has(index);
  const line = make("div", { class: "line" },
    make("span", { class: "twist", "aria-hidden": "true", click: () => fold(index) }, below.length ? (open ? "▾" : "▸") : ""),
    shapeIcon(entities[entity].type), make("span", { class: "label", click: () => selectEntity(entity) }, entities[entity].name),
    below.length ? make("small", {}, String(below.length)) : null);
  return make("li", {
    role: "treeitem", tabindex: -1, "data-key": `tree-${index}`, "data-row": index, "aria-level": (depth ?? 0) + 1,
    "aria-expanded": below.length ? String(open) : undefined, "aria-selected": String(state.selected?.entity === entity), "aria-label": entities[entity].name,
  }, line, below.length && open ? make("ul", { role: "group" }, below.map((row) => treeItem(row, kept))) : null);
}

function fold(index, open = !unfolded.has(index)) {
  if (open) unfolded.add(index);
  else unfolded.delete(index);
  renderTree();
}

function renderTree() {
  const kept = keptRows();
  const roots = (branches.get("") || []).filter((index) => kept.has(index));
  const box = make("ul", { role: "tree", "aria-label": say("tree"), keydown: treeKey }, roots.map((index) => treeItem(index, kept)));
  fill(byId("tree"), roots.length ? [box] : [nothingHere()]);
  const current = box.querySelector("[aria-selected=true]") || box.querySelector("[role=treeitem]");
  current?.setAttribute("tabindex", "0");
}

/** The keys of a tree: up, down, open, close, first, last, choose. */
function treeKey(event) {
  const items = [...byId("tree").querySelectorAll("[role=treeitem]")];
  const at = items.indexOf(event.target.closest("[role=treeitem]"));
  const index = Number(items[at]?.dataset.row);
  const isOpen = items[at]?.getAttribute("aria-expanded");
  const go = (to) => { if (items[to]) { items[at].tabIndex = -1; items[to].tabIndex = 0; items[to].focus(); } };
  const moves = {
    ArrowDown: () => go(at + 1), ArrowUp: () => go(at - 1), Home: () => go(0), End: () => go(items.length - 1),
    ArrowRight: () => (isOpen === "false" ? fold(index, true) : go(at + 1)),
    ArrowLeft: () => (isOpen === "true" ? fold(index, false) : go(items.findIndex((item) => Number(item.dataset.row) === treeRows[index].parent))),
    Enter: () => selectEntity(treeRows[index].entity), " ": () => selectEntity(treeRows[index].entity),
  };
  if (at < 0 || !Object.hasOwn(moves, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  moves[event.key]();
}
