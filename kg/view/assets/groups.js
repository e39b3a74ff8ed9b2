// Groups: in a large graph what is not drawn at first stands together in a bubble for its district, which a click
// opens. On the canvas an entity has its own number, group g the number -1 - g.

const groups = graph.groups ? rows(graph.groups) : [];
const bubbles = groups.flatMap((group, index) => (group.x === undefined ? [] : [index]));
const bubbleId = (group) => -1 - group;
const groupAt = (id) => -1 - id;
const isBubble = (id) => id < 0;
const isGrouped = (id) => entities[id].group !== undefined && groups[entities[id].group].x !== undefined;

/** What is drawn from the first; what else the reader has called up one by one; where a node was dragged to. */
const first = new Set(drawn.nodes.map((node) => node.id));
const called = new Map();
const dragged = new Map();

const members = new Map(bubbles.map((group) => [group, []]));
entities.forEach((entity, id) => { if (isGrouped(id) && !first.has(id)) members.get(entity.group).push(id); });

const isDrawn = (id) => first.has(id) || called.has(id) || (isGrouped(id) && state.open.has(entities[id].group));

/** What stands for an entity on the canvas: itself, its bubble, or nothing (undefined). */
const standIn = (id) => (isDrawn(id) ? id : isGrouped(id) ? bubbleId(entities[id].group) : undefined);

const inBubble = (group) => members.get(group).filter((id) => !called.has(id));
const groupName = (group) => (groups[group].area === undefined ? say("elsewhere") : entities[groups[group].area].name);

/** What a bubble shows: how many of its entities pass the filters, in all and of each class. */
function contents(group) {
  const counts = new Map();
  let count = 0;
  for (const id of inBubble(group)) {
    if (!isVisible(id)) continue;
    count += 1;
    counts.set(entities[id].type, (counts.get(entities[id].type) || 0) + 1);
  }
  const shares = graph.classes.filter((cls) => counts.has(cls.name)).map((cls) => [cls.name, counts.get(cls.name)]);
  return { count, shares };
}

/** Half the width of an opened group. */
function groupReach(group) {
  const far = members.get(group).map((id) => Math.hypot(entities[id].gx ?? 0, entities[id].gy ?? 0));
  return far.reduce((most, each) => Math.max(most, each), 0) + 60;
}

/**
 * Where everything stands: the places the layout gave; around each opened group the rest moves outward, so that
 * distances and neighbourhoods keep their order, and moves back when it is closed.
 */
function places() {
  const found = new Map(drawn.nodes.map(({ id, x, y }) => [id, { x, y }]));
  bubbles.forEach((group) => found.set(bubbleId(group), { x: groups[group].x, y: groups[group].y }));
  called.forEach((place, id) => found.set(id, { ...place }));
  for (const group of state.open) if (members.has(group)) openAt(found, group);
  dragged.forEach((by, id) => { if (found.has(id)) { found.get(id).x += by.x; found.get(id).y += by.y; } });
  return found;
}

function openAt(found, group) {
  const centre = found.get(bubbleId(group));
  const reachOfGroup = groupReach(group);
  const small = groups[group].size + 20;
  const push = Math.max(0, (reachOfGroup + 40) ** 2 - small ** 2);
  found.forEach((place) => {
    const [dx, dy] = [place.x - centre.x, place.y - centre.y];
    const far = Math.hypot(dx, dy);
    if (far === 0) return;
    const stretch = Math.sqrt(far ** 2 + push) / far;
    place.x = centre.x + dx * stretch;
    place.y = centre.y + dy * stretch;
  });
  inBubble(group).forEach((id) => found.set(id, { x: centre.x + (entities[id].gx ?? 0), y: centre.y + (entities[id].gy ?? 0) }));
}
