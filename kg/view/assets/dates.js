// Dates as months counted from year 0, so that "2021", "2021-03" and "2021-03-05" can be laid on one line.

/** The first month that an ISO date, month or year names; null if it is none. */
function month(text, last = false) {
  const parts = /^(\d{4})(?:-(\d\d))?/.exec(text || "");
  if (!parts) return null;
  return Number(parts[1]) * 12 + (parts[2] ? Number(parts[2]) - 1 : last ? 11 : 0);
}

const monthIso = (number) => `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
const monthText = (number) => dateText(monthIso(number));

/** Dates of things themselves, such as when a house was built, are no dates of what is told. */
const OWN_AGE = new Set(["builtIn", "foundedIn"]);

/** [first, last] month of each fact, or null: its own dates, else the dates of the articles that say it. */
const spans = facts.map((fact) => {
  if (OWN_AGE.has(fact.relation)) return articleSpan(fact);
  const from = month(fact.from);
  return from === null ? null : [from, month(fact.to ?? fact.from, true)];
});

function articleSpan(fact) {
  const issued = (fact.evidence || []).map((at) => articles[evidence[at].article]?.issued).filter((text) => month(text) !== null);
  return issued.length ? [Math.min(...issued.map((text) => month(text))), Math.max(...issued.map((text) => month(text, true)))] : null;
}

// A project lasts from its start to its end: whatever lies between shows it.
const starts = new Map();
const ends = new Map();
facts.forEach((fact, index) => {
  if (fact.relation === "startedOn" && spans[index]) starts.set(fact.subject, index);
  if (fact.relation === "completedOn" && spans[index]) ends.set(fact.subject, index);
});
starts.forEach((at, subject) => {
  const end = ends.get(subject);
  if (end !== undefined && spans[end][1] > spans[at][0]) spans[at] = [spans[at][0], spans[end][1]];
});

/** The months that all dates lie in, whole years; null if nothing is dated. */
const reach = spans.reduce((found, span) => {
  if (!span) return found;
  return found ? [Math.min(found[0], span[0]), Math.max(found[1], span[1])] : [...span];
}, null);
if (reach) {
  reach[0] -= reach[0] % 12;
  reach[1] += 11 - (reach[1] % 12);
}
