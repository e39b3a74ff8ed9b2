// Names on the canvas: the most important first, and only where they do not run into one another.

const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
let ranked = []; // everything on the canvas, the most important first
/** The few entities whose names are written first and bolder. */
const great = new Set([...bubbles.map(bubbleId), ...drawn.nodes.map((node) => node.id).sort(byWeight).slice(0, Math.min(24, Math.ceil(drawn.nodes.length / 12)))]);
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
  const near = ranked.filter((id) => !looks.get(id).hidden && positions[id]).map((id) => [id, network.canvasToDOM(positions[id])])
    .filter(([, { x, y }]) => x > -60 && y > -30 && x < canvas.clientWidth + 60 && y < canvas.clientHeight + 30);
  const chosen = new Set([state.selected?.entity, ...(state.selected?.pair || []), hovered].filter(Number.isInteger).map((id) => (isBubble(id) ? id : standIn(id))));
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
  const half = nodeSize(id) * pen.scale * 0.75;
  if (!pen.lit || pen.lit.has(id)) pen.take([x - half, y - half, x + half, y + half]);
}

/** A name under its node; if that place is taken, above or beside it; else not at all. */
function writeName(pen, id, { x, y }) {
  const label = isBubble(id) ? groupName(groupAt(id)) : entities[id].label;
  if (pen.done.has(id)) return;
  pen.done.add(id);
  const big = great.has(id);
  const size = pen.size + (big ? 1.5 : 0);
  pen.ctx.font = `${big ? "600 " : ""}${size}px ${FONT}`;
  const half = textWidth(pen.ctx, label, pen.ctx.font) / 2 + 3;
  const away = nodeSize(id) * pen.scale + 3;
  const places = [[0, away], [0, -away - size], [away + half, -size / 2], [-away - half, -size / 2]];
  const right = pen.ctx.canvas.clientWidth;
  const inside = places.filter(([dx]) => (x + dx - half >= 0 && x + dx + half <= right) || x < 0 || x > right);
  const free = inside.find(([dx, dy]) => pen.take([x + dx - half, y + dy - 1, x + dx + half, y + dy + size + 2]));
  if (free) halo(pen, label, x + free[0], y + free[1], pen.ink);
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
    const said = saidOf(pairKey(a, b));
    if (!positions[a] || !positions[b] || said.length === 0) continue;
    const text = [...new Set(said.map((index) => relationWord(facts[index])))].slice(0, 2).join(say("listSeparator"));
    const { x, y } = network.canvasToDOM({ x: (positions[a].x + positions[b].x) / 2, y: (positions[a].y + positions[b].y) / 2 });
    const half = textWidth(pen.ctx, text, pen.ctx.font) / 2 + 2;
    if (pen.take([x - half, y - 8, x + half, y + 8])) halo(pen, text, x, y - 6, themeColour("accent"));
  }
}

const relationWord = (fact) => (fact.kind === "post" && fact.text ? fact.text : labelOf(fact.relation));
