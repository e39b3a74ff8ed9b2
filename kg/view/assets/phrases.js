// Facts in words. A phrase is a list of strings and {entity} references, so that names can be made into buttons.

/** Splits a template such as "{subject} 任 {object} {title}" and puts parts into it. */
function phrase(template, parts) {
  return template.split(/(\{\w+\})/).flatMap((piece) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    return name ? [parts[name] ?? ""] : [piece];
  }).filter((piece) => piece !== "");
}

function factPhrase(fact) {
  const words = graph.words[state.language];
  const subject = { entity: fact.subject };
  const object = fact.object === undefined ? "" : { entity: fact.object };
  if (fact.kind === "post") {
    return phrase(fact.former ? words.formerPost : words.post, { subject, object, title: fact.text || labelOf(fact.relation) });
  }
  const relation = labelOf(fact.relation);
  if (fact.kind === "link") return phrase(words.link, { subject, relation, object });
  return phrase(words.ofEntity, { subject, said: valueText(fact) });
}

const plain = (pieces) => pieces.map((piece) => (typeof piece === "string" ? piece : entities[piece.entity].name)).join("");

/** A literal or measured value with its property: 投资：约2.92亿元（截至2021年）. */
function valueText(fact) {
  const counted = (fact.notes || []).find(([name]) => name === "counted")?.[1];
  return say("value", { relation: counted || labelOf(fact.relation), text: fact.kind === "measure" ? measureText(fact) : dateText(fact.text) });
}

/** The number with its unit: 2.92亿元. */
function measureValue(fact) {
  const unit = Object.hasOwn(graph.units, fact.unit || "") ? graph.units[fact.unit][state.language] : fact.unit || "";
  const space = unit && unit !== "%" && state.language === "en" ? " " : "";
  return fact.number === undefined ? fact.text || "" : numberText(fact.number) + space + unit;
}

function measureText(fact) {
  if (fact.number === undefined) return fact.text || "";
  const value = (fact.approximate ? say("about") + (state.language === "en" ? " " : "") : "") + measureValue(fact);
  return value + (fact.dates ? say("inBrackets", { text: say("asOf", { dates: datesText(fact.dates) }) }) : "");
}

/** 292000000 as 2.92亿 or 292 million. */
function numberText(number) {
  if (state.language === "en") {
    const form = Math.abs(number) < 1e6 ? {} : { notation: "compact", compactDisplay: "long" };
    return new Intl.NumberFormat("en", { maximumFractionDigits: 3, ...form }).format(number);
  }
  const [size, word] = Math.abs(number) >= 1e8 ? [1e8, "亿"] : Math.abs(number) >= 1e4 ? [1e4, "万"] : [1, ""];
  return new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 4, useGrouping: false }).format(number / size) + word;
}

/** An ISO date, month or year as read aloud; anything else as it is. */
function dateText(text) {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text || "");
  if (!parts || state.language === "en") return text || "";
  return `${parts[1]}年` + (parts[2] ? `${Number(parts[2])}月` : "") + (parts[3] ? `${Number(parts[3])}日` : "");
}

const datesText = (dates) => dates.map(dateText).join(say("listSeparator"));

/** When a post is attested, and what else the graph says about a fact. */
function factNotes(fact) {
  const notes = [];
  if (fact.kind === "post" && fact.dates) notes.push(say("attested", { dates: datesText(fact.dates) }));
  if (fact.kind === "measure" && fact.text) notes.push(say("quote", { text: fact.text }));
  for (const [name, value] of fact.notes || []) {
    if (name !== "counted") notes.push(say("value", { relation: labelOf(name), text: labelOf(value) }));
  }
  return notes;
}

const firstQuote = (fact) => (fact.evidence ? evidence[fact.evidence[0]].quote || "" : "");

/** The tooltip of a node: name, class and the first things said about it, with a sentence. */
function entityTitle(entity) {
  const said = entity.facts.slice(0, 4).map((index) => `· ${plain(factPhrase(facts[index]))}`);
  const quote = entity.facts.map((index) => firstQuote(facts[index])).find(Boolean);
  const rest = entity.facts.length > 4 ? [say("andMore", { n: entity.facts.length - 4 })] : [];
  const head = entity.name + say("inBrackets", { text: labelOf(entity.type) });
  return [head, ...said, ...rest, ...(quote ? [say("quote", { text: clip(quote) })] : [])].join("\n");
}

/** The tooltip of a line: what it says and the sentence that says so. */
function pairTitle(indices) {
  return indices.slice(0, 4).flatMap((index) => {
    const quote = firstQuote(facts[index]);
    return [plain(factPhrase(facts[index])), ...(quote ? [say("quote", { text: clip(quote) })] : [])];
  }).join("\n");
}

const clip = (text) => (text.length > 90 ? `${text.slice(0, 89)}…` : text);
