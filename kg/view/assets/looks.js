// What nodes and lines look like: size by importance, shape and colour by class, faint where something else is chosen.

const NATIVE = new Set(["dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon"]);
const PLUMP = { star: 1.4, diamond: 1.2, triangle: 1.15, triangleDown: 1.15, square: 0.9 }; // so that shapes weigh the same
let growth = 1; // seen from far away, nodes shrink less than the distances between them
const weightOf = (id) => (isBubble(id) ? Infinity : entities[id].weight);
const nodeSize = (id) => (isBubble(id) ? groups[groupAt(id)].size * Math.sqrt(growth) : entities[id].size * growth * (PLUMP[classOf.get(entities[id].type).shape] || 1));

/** What matters while something is chosen: it and what it is joined to. Null if nothing is. */
function spotlight() {
  const chosen = state.selected;
  if (!chosen) return null;
  const lit = chosen.pair ? chosen.pair : [chosen.entity, ...neighbours[chosen.entity]];
  return new Set(lit.map(standIn));
}

const looks = new Map();

function nodeLook(id, lit = null) {
  const look = isBubble(id) ? bubbleLook(id) : entityLook(id);
  look.opacity = !lit || lit.has(id) ? 1 : 0.18;
  looks.set(id, look);
  if (look.shape === "custom") look.ctxRenderer = ({ ctx, x, y }) => ownShape(ctx, x, y, id);
  return look;
}

function entityLook(id) {
  const entity = entities[id];
  const { shape } = classOf.get(entity.type);
  return {
    hidden: !isVisible(id),
    title: titleOf(id, () => entityTitle(entity)),
    shape: NATIVE.has(shape) ? shape : "custom",
    size: nodeSize(id),
    color: { background: colourOf(entity.type), border: themeColour("ground"), hover: { background: colourOf(entity.type), border: themeColour("accent") } },
  };
}

function bubbleLook(id) {
  const inside = contents(groupAt(id));
  return {
    hidden: inside.count === 0 || state.open.has(groupAt(id)),
    title: bubbleTitle(groupAt(id), inside),
    shape: "custom",
    size: nodeSize(id),
    inside,
    color: { background: themeColour("surface"), border: themeColour("edge") },
  };
}

const bubbleTitle = (group, { count, shares }) => [say("groupTitle", { name: groupName(group), n: count }),
  ...shares.map(([name, n]) => say("value", { relation: labelOf(name), text: n }))].join("\n");

/** Titles are long to make and change with the language only. */
const titles = new Map();

function titleOf(key, write) {
  const full = `${state.language} ${key}`;
  if (!titles.has(full)) titles.set(full, write());
  return titles.get(full);
}

/** Shapes that vis-network would size by a label: an oval, a sheet, a drum, and the bubbles. */
function ownShape(ctx, x, y, id) {
  const size = nodeSize(id);
  const drawNode = () => {
    const look = looks.get(id); // vis-network keeps the first renderer, so it has to look up what changes
    ctx.save();
    ctx.globalAlpha = look.opacity;
    ctx.fillStyle = look.color.background;
    ctx.strokeStyle = look.color.border;
    ctx.lineWidth = 1.5;
    if (isBubble(id)) bubble(ctx, x, y, size, look.inside);
    else outline(ctx, x, y, size, classOf.get(entities[id].type).shape);
    ctx.restore();
  };
  return { drawNode, nodeDimensions: { width: size * 2, height: size * 2 } };
}

function outline(ctx, x, y, size, shape) {
  ctx.beginPath();
  if (shape === "ellipse") ctx.ellipse(x, y, size * 1.15, size * 0.75, 0, 0, 2 * Math.PI);
  else if (shape === "database") ctx.roundRect(x - size * 0.8, y - size * 0.95, size * 1.6, size * 1.9, [size * 0.8, size * 0.8, size * 0.4, size * 0.4]);
  else ctx.roundRect(x - size * 0.75, y - size * 0.95, size * 1.5, size * 1.9, size * 0.15);
  ctx.fill();
  ctx.stroke();
}

/** A disc with a ring that shows of which classes its content is, and how much it is in the middle. */
function bubble(ctx, x, y, size, { count, shares }) {
  const ring = size * 0.16;
  ctx.beginPath();
  ctx.arc(x, y, size, 0, 2 * Math.PI);
  ctx.fill();
  let from = -Math.PI / 2;
  for (const [name, n] of shares) {
    const to = from + (2 * Math.PI * n) / count;
    ctx.beginPath();
    ctx.arc(x, y, size - ring / 2, from, to);
    ctx.lineWidth = ring;
    ctx.strokeStyle = colourOf(name);
    ctx.stroke();
    from = to;
  }
  ctx.fillStyle = themeColour("ink");
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.font = `600 ${Math.round(size * (count > 999 ? 0.5 : 0.62))}px ${FONT}`;
  ctx.fillText(String(count), x, y + size * 0.03);
}

/** Many lines are drawn fainter, so that they stay a texture behind the nodes. */
const calmness = () => (lineFacts.size > 600 ? 0.35 : lineFacts.size > 300 ? 0.6 : 0.9);

/** The look of a line; `said` are the facts it stands for. */
function lineLook(key, said, lit = null) {
  const [a, b] = pairEnds(key);
  const visible = said.filter(isVisibleFact);
  const chosen = state.selected;
  const chosenIds = chosen && (chosen.pair || [chosen.entity]).map(standIn);
  const on = chosen && (chosen.pair ? pairKey(...chosenIds) === key : chosenIds[0] === a || chosenIds[0] === b);
  const bundle = isBubble(a) || isBubble(b);
  return {
    hidden: visible.length === 0,
    title: bundle ? say("bundle", { n: visible.length }) : titleOf(`${key} ${visible.length}`, () => pairTitle(visible)),
    width: (on ? 2 : bundle ? Math.min(7, 0.8 + Math.log2(1 + visible.length) * 0.45) : 1) * growth,
    color: { color: themeColour(on ? "accent" : "line"), hover: themeColour("accent"), opacity: lit && !on ? 0.12 : on ? 1 : bundle ? 0.4 : calmness(), inherit: false },
  };
}
