// The drawn network: vis-network draws nodes and lines where the layout has put them.

const MOST_AT_ONCE = 60; // neighbours that one click adds
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const nodes = new vis.DataSet([]);
const lines = new vis.DataSet([]);
const lineFacts = new Map(); // the facts that each drawn line stands for
let hovered = null;
let standing = new Map(); // where everything stood when last drawn anew

refilter();
syncCanvas();
const network = new vis.Network(byId("mynetwork"), { nodes, edges: lines }, {
  ...drawn.options,
  nodes: { borderWidth: 1.5, borderWidthSelected: 3, chosen: false, font: { size: 0 } },
  edges: { smooth: false, chosen: false, hoverWidth: 0, selectionWidth: 0, arrows: { to: { scaleFactor: 0.4 }, from: { scaleFactor: 0.4 } }, color: { inherit: false } },
  interaction: { hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, tooltipDelay: 200, zoomSpeed: 0.6, hideEdgesOnZoom: facts.length > 8000 },
  layout: { improvedLayout: false },
});

// -- what is on it ------------------------------------------------------------------------------------------------------

/** Brings nodes and lines in line with what is drawn, where, and how. */
function syncCanvas() {
  const lit = spotlight();
  const found = places();
  standing = found;
  const wanted = [...found.keys()].filter((id) => !isBubble(id) || !state.open.has(groupAt(id)));
  replace(nodes, new Map(wanted.map((id) => [id, { id, ...nodeLook(id, lit), ...found.get(id) }])));
  lineFacts.clear();
  pairs.forEach((said, key) => addLine(said, pairEnds(key)));
  replace(lines, new Map([...lineFacts].map(([key, said]) => [key, { id: key, ...arrowsOf(key, said), ...lineLook(key, said, lit) }])));
  byId("groups-all").hidden = state.open.size === 0;
  ranked = [...nodes.getIds()].sort((a, b) => weightOf(b) - weightOf(a) || a - b);
}

function replace(set, wanted) {
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  set.update([...wanted.values()]);
}

/** The line that shows a pair: from what stands for the one to what stands for the other. */
function addLine(said, [a, b]) {
  const [one, two] = [standIn(a), standIn(b)];
  if (one === undefined || two === undefined || one === two) return;
  const key = pairKey(one, two);
  if (lineFacts.has(key)) lineFacts.get(key).push(...said);
  else lineFacts.set(key, [...said]);
}

function arrowsOf(key, said) {
  const [from, to] = pairEnds(key);
  if (isBubble(from) || isBubble(to)) return { from, to };
  const directed = said.map((index) => facts[index]).filter((fact) => !symmetric.has(fact.relation));
  const heads = new Set(directed.map((fact) => (fact.subject === from ? "to" : "from")));
  return { from, to, arrows: [...heads].sort().join(", ") };
}

/** Draws everything anew after a choice: colours, filters, language. */
function repaint() {
  const lit = spotlight();
  nodes.update(nodes.getIds().map((id) => ({ id, ...nodeLook(id, lit) })));
  lines.update(lines.getIds().map((id) => ({ id, ...lineLook(id, lineFacts.get(id), lit) })));
}

function regrow() {
  const wanted = Math.min(bubbles.length ? 1.5 : 3, Math.max(1, (0.6 / network.getScale()) ** 0.45));
  if (wanted / growth < 1.15 && growth / wanted < 1.15) return;
  growth = wanted;
  nodes.update(nodes.getIds().map((id) => ({ id, size: nodeSize(id) })));
  const lit = spotlight();
  lines.update(lines.getIds().map((id) => ({ id, width: lineLook(id, lineFacts.get(id), lit).width })));
}

/** A ring around what is selected, under everything else; a soft disc under what an opened group holds. */
function drawUnder(ctx) {
  state.open.forEach((group) => drawDisc(ctx, group));
  const ids = (state.selected?.pair || [state.selected?.entity]).map((id) => (id === undefined ? -Infinity : standIn(id))).filter((id) => nodes.get(id ?? -Infinity));
  const positions = network.getPositions(ids);
  ctx.strokeStyle = themeColour("accent");
  ctx.lineWidth = 3 * growth;
  for (const id of ids) {
    ctx.beginPath();
    ctx.arc(positions[id].x, positions[id].y, nodeSize(id) + 4 + 3 * growth, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

function drawDisc(ctx, group) {
  const middle = standing.get(bubbleId(group));
  ctx.save();
  ctx.globalAlpha = 0.05;
  ctx.fillStyle = themeColour("ink");
  ctx.beginPath();
  ctx.arc(middle.x, middle.y, groupReach(group), 0, 2 * Math.PI);
  ctx.fill();
  ctx.restore();
}

// -- more and less of the graph -----------------------------------------------------------------------------------------

function toggleGroup(group, open = !state.open.has(group)) {
  if (open === state.open.has(group) || !members.has(group)) return;
  if (open) state.open.add(group);
  else state.open.delete(group);
  syncCanvas();
  changed();
  if (open) fitTo(inBubble(group));
}

/** A free place near an anchor, found on a spiral. */
function freePlace(anchor, taken) {
  for (let step = 1; ; step += 1) {
    const far = 50 + 26 * Math.sqrt(step);
    const place = { x: anchor.x + 1.5 * far * Math.cos(step * 2.4), y: anchor.y + far * Math.sin(step * 2.4) };
    if (step > 3000 || taken.every((other) => Math.abs(other.x - place.x) > 110 || Math.abs(other.y - place.y) > 48)) return place;
  }
}

/** Puts entities on the canvas that are not there yet, each near its most important neighbour that is. */
function reveal(wanted) {
  const fresh = wanted.filter((id) => !isDrawn(id));
  if (!fresh.length) return;
  const positions = network.getPositions();
  const taken = Object.values(positions);
  for (const id of fresh) {
    const near = [...neighbours[id]].filter((other) => positions[other]).sort(byWeight)[0] ?? standIn(id);
    const place = freePlace(positions[near] ?? network.getViewPosition(), taken);
    positions[id] = place;
    taken.push(place);
    called.set(id, place);
  }
  syncCanvas();
}

const absent = (id) => [...neighbours[id]].filter((other) => !isDrawn(other));

function expand(id) {
  reveal(absent(id).sort(byWeight).slice(0, MOST_AT_ONCE));
}

function keepDragged({ nodes: ids }) {
  if (!ids.length) return;
  const found = places();
  const now = network.getPositions(ids);
  for (const id of ids) {
    const [was, by] = [found.get(id), dragged.get(id) || { x: 0, y: 0 }];
    dragged.set(id, { x: by.x + now[id].x - was.x, y: by.y + now[id].y - was.y });
  }
}

// -- the view -----------------------------------------------------------------------------------------------------------

const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

function fit(animation = motion()) {
  fitTo(nodes.getIds().filter((id) => !nodes.get(id).hidden), animation);
}

function fitTo(ids, animation = motion()) {
  if (ids.length) network.fit({ nodes: ids.filter((id) => nodes.get(id)), maxZoomLevel: 1.3, animation });
  if (!animation) regrow();
}

function goTo(id) {
  network.focus(id, { scale: Math.max(network.getScale(), 0.85), animation: motion() });
  if (!motion()) regrow();
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.03, network.getScale() * factor)), animation: motion() });
  if (!motion()) regrow();
}

function moveBy(x, y) {
  const place = network.getViewPosition();
  const step = 90 / network.getScale();
  network.moveTo({ position: { x: place.x + x * step, y: place.y + y * step }, animation: false });
}
