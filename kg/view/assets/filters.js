// Which facts and entities pass what the reader has chosen. Worked out once after each change, then only looked up.

const shown = { facts: new Uint8Array(facts.length).fill(1), entities: new Uint8Array(entities.length).fill(1), count: entities.length };

/** Each area with all areas that lie in it, by `locatedIn`. */
const inner = new Map();
facts.forEach((fact) => {
  if (fact.relation !== "locatedIn" || fact.object === undefined || entities[fact.subject].type !== "Area") return;
  if (!inner.has(fact.object)) inner.set(fact.object, []);
  inner.get(fact.object).push(fact.subject);
});

function areasIn(area) {
  const found = new Set([area]);
  for (const each of found) (inner.get(each) || []).forEach((other) => found.add(other));
  return found;
}

/** Whether a fact may be shown, its ends left aside. */
function passes(index) {
  const fact = facts[index];
  if (fact.object !== undefined && state.hiddenRelations.has(fact.relation)) return false;
  if (state.page !== null && !(fact.pages || []).includes(state.page)) return false;
  if (state.confidence > 0 && fact.confidence !== undefined && fact.confidence < state.confidence) return false;
  if (state.from === null && state.to === null) return true;
  const span = spans[index];
  return span ? span[1] >= (state.from ?? -Infinity) && span[0] <= (state.to ?? Infinity) : state.undated;
}

const choosesFacts = () => state.page !== null || state.confidence > 0 || state.from !== null || state.to !== null;

function refilter() {
  const areas = state.area === null ? null : areasIn(state.area);
  const own = (entity, id) => !state.hiddenClasses.has(entity.type) && (!areas || areas.has(id) || areas.has(entity.area));
  const may = entities.map(own);
  facts.forEach((fact, index) => {
    shown.facts[index] = may[fact.subject] && (fact.object === undefined || may[fact.object]) && passes(index) ? 1 : 0;
  });
  const narrow = choosesFacts();
  shown.count = 0;
  entities.forEach((entity, id) => {
    const on = may[id] && (!narrow || entity.facts.some((index) => shown.facts[index]));
    shown.entities[id] = on ? 1 : 0;
    shown.count += on;
  });
}

const isFiltered = () => choosesFacts() || state.area !== null || state.hiddenClasses.size > 0 || state.hiddenRelations.size > 0;

function resetFilters() {
  state.hiddenClasses.clear();
  state.hiddenRelations.clear();
  Object.assign(state, { area: null, page: null, confidence: 0, from: null, to: null, undated: true });
}

const isVisible = (id) => shown.entities[id] === 1;
const isVisibleFact = (index) => shown.facts[index] === 1;
