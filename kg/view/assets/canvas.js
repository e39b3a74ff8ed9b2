// The drawn network: vis-network draws nodes and lines where the layout has put them; names are written on top,
// the most important first, and only where they do not run into one another.

const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const NATIVE = new Set(["dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon"]);
const MOST_AT_ONCE = 60; // neighbours that one click adds
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/** Facts that join two entities, by the pair "lower-higher". */
const pairs = new Map();
const pairKey = (a, b) => (a < b ? `${a}-${b}` : `${b}-${a}`);
const neighbours = entities.map(() => new Set());
facts.forEach((fact, index) => {
  if (fact.object === undefined || fact.object === fact.subject) return;
  const key = pairKey(fact.subject, fact.object);
  if (!pairs.has(key)) pairs.set(key, []);
  pairs.get(key).push(index);
  neighbours[fact.subject].add(fact.object);
  neighbours[fact.object].add(fact.subject);
});

const PLUMP = { star: 1.4, diamond: 1.2, triangle: 1.15, triangleDown: 1.15, square: 0.9 }; // so that shapes weigh the same
let growth = 1;
const nodeSize = (entity) => entity.size * growth * (PLUMP[classOf.get(entity.type).shape] || 1);

const looks = new Map();
const nodes = new vis.DataSet(drawn.nodes.map(({ label, ...node }) => ({ ...node, ...nodeLook(node.id) })));
const lines = new vis.DataSet(drawn.edges.map((edge) => ({ ...edge, id: pairKey(edge.from, edge.to), ...lineLook(pairKey(edge.from, edge.to)) })));
const network = new vis.Network(byId("mynetwork"), { nodes, edges: lines }, {
  ...drawn.options,
  nodes: { borderWidth: 1.5, borderWidthSelected: 3, chosen: false, font: { size: 0 } },
  edges: { smooth: false, chosen: false, hoverWidth: 0, selectionWidth: 0, arrows: { to: { scaleFactor: 0.4 }, from: { scaleFactor: 0.4 } }, color: { inherit: false } },
  interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 200, zoomSpeed: 0.6 },
  layout: { improvedLayout: false },
});
let hovered = null;

// -- looks ------------------------------------------------------------------------------------------------------------

/** The entities that matter while something is selected: it and what it is joined to. Null if nothing is. */
function spotlight() {
  const chosen = state.selected;
  if (!chosen) return null;
  return chosen.pair ? new Set(chosen.pair) : new Set([chosen.entity, ...neighbours[chosen.entity]]);
}

function nodeLook(id, lit = null) {
  const entity = entities[id];
  const style = classOf.get(entity.type);
  const look = {
    hidden: !isVisibleClass(entity),
    title: entityTitle(entity),
    shape: NATIVE.has(style.shape) ? style.shape : "custom",
    size: nodeSize(entity),
    opacity: !lit || lit.has(id) ? 1 : 0.13,
    color: { background: colourOf(entity.type), border: themeColour("ground"), hover: { background: colourOf(entity.type), border: themeColour("accent") } },
  };
  looks.set(id, look);
  if (look.shape === "custom") look.ctxRenderer = ({ ctx, x, y }) => ownShape(ctx, x, y, nodeSize(entity), style.shape, id);
  return look;
}

/** Seen from far away, nodes shrink less than the distances between them. */
function regrow() {
  const wanted = Math.min(3, Math.max(1, (0.6 / network.getScale()) ** 0.45));
  if (wanted / growth < 1.15 && growth / wanted < 1.15) return;
  growth = wanted;
  nodes.update(nodes.getIds().map((id) => ({ id, size: nodeSize(entities[id]) })));
  const lit = spotlight();
  lines.update(lines.getIds().map((id) => ({ id, width: lineLook(id, lit).width })));
}

/** The ontology's shapes that vis-network would size by a label: an oval, a sheet, a drum. */
function ownShape(ctx, x, y, size, shape, id) {
  const drawNode = () => {
    const look = looks.get(id); // vis-network keeps the first renderer, so it has to look up what changes
    ctx.save();
    ctx.globalAlpha = look.opacity;
    ctx.fillStyle = look.color.background;
    ctx.strokeStyle = look.color.border;
    ctx.lineWidth = 1.5;
    outline(ctx, x, y, size, shape);
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  };
  return { drawNode, nodeDimensions: { width: size * 2, height: size * 2 } };
}

function outline(ctx, x, y, size, shape) {
  ctx.beginPath();
  if (shape === "ellipse") ctx.ellipse(x, y, size * 1.15, size * 0.75, 0, 0, 2 * Math.PI);
  else if (shape === "database") ctx.roundRect(x - size * 0.8, y - size * 0.95, size * 1.6, size * 1.9, [size * 0.8, size * 0.8, size * 0.4, size * 0.4]);
  else ctx.roundRect(x - size * 0.75, y - size * 0.95, size * 1.5, size * 1.9, size * 0.15);
}

/** A ring around what is selected, under everything else. */
function ringSelected(ctx) {
  const ids = (state.selected?.pair || [state.selected?.entity]).filter((id) => nodes.get(id ?? -1));
  const positions = network.getPositions(ids);
  ctx.strokeStyle = themeColour("accent");
  ctx.lineWidth = 3 * growth;
  for (const id of ids) {
    ctx.beginPath();
    ctx.arc(positions[id].x, positions[id].y, nodeSize(entities[id]) + 4 + 3 * growth, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

function lineLook(key, lit = null) {
  const [a, b] = key.split("-").map(Number);
  const said = pairs.get(key) || [];
  const visible = said.filter((index) => isVisibleFact(facts[index]));
  const chosen = state.selected;
  const on = chosen && (chosen.pair ? pairKey(...chosen.pair) === key : chosen.entity === a || chosen.entity === b);
  return {
    hidden: visible.length === 0,
    title: pairTitle(visible),
    width: (on ? 2 : 1) * growth,
    color: { color: themeColour(on ? "accent" : "line"), hover: themeColour("accent"), opacity: !lit || on ? 1 : 0.15, inherit: false },
  };
}

/** Draws everything anew after a choice: colours, filters, language. */
function repaint() {
  const lit = spotlight();
  nodes.update(nodes.getIds().map((id) => ({ id, ...nodeLook(id, lit) })));
  lines.update(lines.getIds().map((id) => ({ id, ...lineLook(id, lit) })));
}

// -- names ------------------------------------------------------------------------------------------------------------

const order = () => nodes.getIds().sort((a, b) => entities[b].weight - entities[a].weight || a - b);
let ranked = order();
/** The few entities whose names are written first and bolder. */
const great = new Set(ranked.slice(0, Math.min(24, Math.ceil(ranked.length / 12))));
const widths = new Map();

function textWidth(ctx, text, font) {
  const key = font + text;
  if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
  return widths.get(key);
}

/** Boxes already taken on the screen, looked up by cells, so that thousands of names stay cheap. */
function takenBoxes() {
  const cells = new Map();
  const cellsOf = ([left, top, right, bottom]) => {
    const found = [];
    for (let x = Math.floor(left / 80); x <= Math.floor(right / 80); x += 1) {
      for (let y = Math.floor(top / 40); y <= Math.floor(bottom / 40); y += 1) found.push(`${x},${y}`);
    }
    return found;
  };
  const clash = (p, q) => p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
  return (box) => {
    const found = cellsOf(box);
    if (found.some((cell) => cells.get(cell)?.some((other) => clash(box, other)))) return false;
    found.forEach((cell) => { if (cells.has(cell)) cells.get(cell).push(box); else cells.set(cell, [box]); });
    return true;
  };
}

function writeNames(ctx) {
  const canvas = ctx.canvas;
  const ratio = canvas.width / canvas.clientWidth;
  const scale = network.getScale();
  const positions = network.getPositions();
  const lit = spotlight();
  const pen = { ctx, lit, scale, take: takenBoxes(), done: new Set(), ink: themeColour("ink"), halo: themeColour("ground"), size: Math.min(17, Math.max(12, 13 * Math.sqrt(scale))) };
  const near = ranked.filter((id) => isVisibleClass(entities[id])).map((id) => [id, network.canvasToDOM(positions[id])])
    .filter(([, { x, y }]) => x > -60 && y > -30 && x < canvas.clientWidth + 60 && y < canvas.clientHeight + 30);
  const chosen = new Set([state.selected?.entity, ...(state.selected?.pair || []), hovered]);
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  const [first, second] = [near.filter(([id]) => great.has(id)), near.filter(([id]) => !great.has(id))];
  const named = ([id]) => !lit || lit.has(id);
  first.forEach(([id, place]) => keepShapeFree(pen, id, place));
  near.filter(([id]) => chosen.has(id)).forEach(([id, place]) => writeName(pen, id, place));
  first.filter(named).forEach(([id, place]) => writeName(pen, id, place));
  second.forEach(([id, place]) => keepShapeFree(pen, id, place));
  if (state.selected) writeRelations(pen, positions);
  second.filter(named).forEach(([id, place]) => writeName(pen, id, place));
  ctx.restore();
}

/** Names do not run over shapes; only those of great nodes may cover small ones. */
function keepShapeFree(pen, id, { x, y }) {
  const half = nodeSize(entities[id]) * pen.scale * 0.75;
  if (!pen.lit || pen.lit.has(id)) pen.take([x - half, y - half, x + half, y + half]);
}

/** A name under its node; if that place is taken, above or beside it; else not at all. */
function writeName(pen, id, { x, y }) {
  const entity = entities[id];
  if (pen.done.has(id)) return;
  pen.done.add(id);
  const big = great.has(id);
  const size = pen.size + (big ? 1.5 : 0);
  pen.ctx.font = `${big ? "600 " : ""}${size}px ${FONT}`;
  const half = textWidth(pen.ctx, entity.label, pen.ctx.font) / 2 + 3;
  const away = nodeSize(entity) * pen.scale + 3;
  const places = [[0, away], [0, -away - size], [away + half, -size / 2], [-away - half, -size / 2]];
  const right = pen.ctx.canvas.clientWidth;
  const inside = places.filter(([dx]) => (x + dx - half >= 0 && x + dx + half <= right) || x < 0 || x > right);
  const free = inside.find(([dx, dy]) => pen.take([x + dx - half, y + dy - 1, x + dx + half, y + dy + size + 2]));
  if (free) halo(pen, entity.label, x + free[0], y + free[1], pen.ink);
}

function halo(pen, text, x, y, ink) {
  pen.ctx.lineWidth = 3.5;
  pen.ctx.strokeStyle = pen.halo;
  pen.ctx.strokeText(text, x, y);
  pen.ctx.fillStyle = ink;
  pen.ctx.fillText(text, x, y);
}

/** What the lines of the selection say, in the middle of each. */
function writeRelations(pen, positions) {
  const chosen = state.selected;
  const ends = chosen.pair ? [chosen.pair] : [...neighbours[chosen.entity]].map((other) => [chosen.entity, other]);
  pen.ctx.font = `11.5px ${FONT}`;
  for (const [a, b] of ends) {
    const said = (pairs.get(pairKey(a, b)) || []).filter((index) => isVisibleFact(facts[index]));
    if (!positions[a] || !positions[b] || said.length === 0) continue;
    const text = [...new Set(said.map((index) => relationWord(facts[index])))].slice(0, 2).join(say("listSeparator"));
    const { x, y } = network.canvasToDOM({ x: (positions[a].x + positions[b].x) / 2, y: (positions[a].y + positions[b].y) / 2 });
    const half = textWidth(pen.ctx, text, pen.ctx.font) / 2 + 2;
    if (pen.take([x - half, y - 8, x + half, y + 8])) halo(pen, text, x, y - 6, themeColour("accent"));
  }
}

const relationWord = (fact) => (fact.kind === "post" && fact.text ? fact.text : labelOf(fact.relation));

// -- more of the graph ------------------------------------------------------------------------------------------------

/** A free place near an anchor, found on a spiral. */
function freePlace(anchor, taken) {
  for (let step = 1; ; step += 1) {
    const reach = 50 + 26 * Math.sqrt(step);
    const place = { x: anchor.x + 1.5 * reach * Math.cos(step * 2.4), y: anchor.y + reach * Math.sin(step * 2.4) };
    if (step > 3000 || taken.every((other) => Math.abs(other.x - place.x) > 110 || Math.abs(other.y - place.y) > 48)) return place;
  }
}

/** Puts entities on the canvas that are not there yet, each near its most important neighbour that is. */
function reveal(wanted) {
  const fresh = wanted.filter((id) => !nodes.get(id));
  const positions = network.getPositions();
  const taken = Object.values(positions);
  for (const id of fresh) {
    const near = [...neighbours[id]].filter((other) => positions[other]).sort((a, b) => entities[b].weight - entities[a].weight)[0];
    const place = freePlace(near === undefined ? network.getViewPosition() : positions[near], taken);
    positions[id] = place;
    taken.push(place);
    nodes.add({ id, ...nodeLook(id), ...place });
    lines.add([...neighbours[id]].filter((other) => nodes.get(other)).map((other) => newLine(id, other)).filter((line) => !lines.get(line.id)));
  }
  if (fresh.length) ranked = order();
}

function newLine(a, b) {
  const key = pairKey(a, b);
  const [from, to] = key.split("-").map(Number);
  const directed = pairs.get(key).map((index) => facts[index]).filter((fact) => !symmetric.has(fact.relation));
  const arrows = [...new Set(directed.map((fact) => (fact.subject === from ? "to" : "from")))].sort().join(", ");
  return { id: key, from, to, arrows, ...lineLook(key) };
}

const absent = (id) => [...neighbours[id]].filter((other) => !nodes.get(other));

function expand(id) {
  reveal(absent(id).sort((a, b) => entities[b].weight - entities[a].weight || a - b).slice(0, MOST_AT_ONCE));
}

// -- the view ---------------------------------------------------------------------------------------------------------

const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

function fit(animation = motion()) {
  const visible = nodes.getIds().filter((id) => isVisibleClass(entities[id]));
  if (visible.length) network.fit({ nodes: visible, maxZoomLevel: 1.3, animation });
}

function goTo(id) {
  network.focus(id, { scale: Math.max(network.getScale(), 0.85), animation: motion() });
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.03, network.getScale() * factor)), animation: motion() });
}

function moveBy(x, y) {
  const place = network.getViewPosition();
  const step = 90 / network.getScale();
  network.moveTo({ position: { x: place.x + x * step, y: place.y + y * step }, animation: false });
}
