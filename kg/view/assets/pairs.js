// Which entities are joined, and by which facts.

/** Facts that join two entities, by the pair "lower,higher". */
const pairs = new Map();
const pairKey = (a, b) => (a < b ? `${a},${b}` : `${b},${a}`);
const pairEnds = (key) => key.split(",").map(Number);
const neighbours = entities.map(() => new Set());
facts.forEach((fact, index) => {
  if (fact.object === undefined || fact.object === fact.subject) return;
  const key = pairKey(fact.subject, fact.object);
  if (!pairs.has(key)) pairs.set(key, []);
  pairs.get(key).push(index);
  neighbours[fact.subject].add(fact.object);
  neighbours[fact.object].add(fact.subject);
});

const saidOf = (key) => (pairs.get(key) || []).filter(isVisibleFact);
