// The words a fact was read from: in their sentence, and in the whole article where the page holds it.

const CONTEXT = 160; // how far to look for the ends of a sentence

/** What stands before and after the words: from the whole text, or what the graph keeps of it. */
function around(one) {
  if (!one.at) return [one.before || "", one.after || "", false, false];
  const text = graph.texts[one.text];
  const [start, end] = one.at;
  const [left, right] = [Math.max(0, start - CONTEXT), Math.min(text.length, end + CONTEXT)];
  return [text.slice(left, start), text.slice(end, right), left === 0, right === text.length];
}

/** Of the words before a quote, those of its own sentence; dots where no more is kept. */
function sentenceStart(before, complete) {
  const own = /[^。！？!?\n]*$/.exec(before)[0];
  return own && own.length === before.length && !complete ? `…${own}` : own.replace(/^[”’」』）)\s]+/, "");
}

function sentenceEnd(after, complete) {
  const own = /^[^。！？!?\n]*(?:[。！？!?][”’」』]?)?/.exec(after)[0];
  return own && own.length === after.length && !complete && !/[。！？!?”’」』]$/.test(own) ? `${own}…` : own;
}

/** One place that says so: the sentence with the quote highlighted, where it stands, and the way to its article. */
function evidenceBlock(fact, at, open = false) {
  const one = evidence[at];
  const [before, after, isFirst, isLast] = around(one);
  const ended = /[。！？!?][”’」』]?$/.test(one.quote || "");
  const quote = make("blockquote", {}, sentenceStart(before, isFirst), make("mark", {}, ...markNames(one.quote || "", namesIn(fact))), ended ? "" : sentenceEnd(after, isLast));
  const figure = make("figure", {}, one.quote ? quote : null, (one.scans || []).map((place) => scanOf(one, place)), make("figcaption", {}, ...whereFrom(one)));
  if (one.at) figure.append(articleToggle(at, open));
  return figure;
}

/** The words as they were printed: a piece of the scan, with a box around each line of them. */
function scanOf(one, [scan, boxes]) {
  const { source, width, height } = graph.scans[scan];
  const space = "http://www.w3.org/2000/svg";
  const draw = (name, attributes) => {
    const element = document.createElementNS(space, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const marks = draw("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  boxes.forEach(([x, y, w, h]) => marks.append(draw("rect", { x: x - 2, y: y - 2, width: w + 4, height: h + 4, rx: 3 })));
  return make("div", { class: "scan" }, make("img", { src: source, width, height, alt: say("scan", { text: one.quote || "" }) }), marks);
}

function articleToggle(at, open) {
  const box = make("details", { class: "whole" }, make("summary", {}, say("wholeArticle")));
  const show = () => {
    if (!box.open || box.querySelector(".article")) return;
    box.append(articleText(at));
    scrollToMark(box);
  };
  box.addEventListener("toggle", show);
  if (open) box.open = true; // the toggle event follows once the box stands in the page
  return box;
}

function scrollToMark(box) {
  const [text, mark] = [box.querySelector(".article"), box.querySelector("mark")];
  text.scrollTop = mark.offsetTop - text.clientHeight / 3;
}

/** Evidence by the text it stands in, in reading order, and the first fact that each bears. */
let readings = null;

function readingsOf(text) {
  if (!readings) {
    readings = new Map();
    const borne = new Map();
    facts.forEach((fact, index) => (fact.evidence || []).forEach((at) => { if (!borne.has(at)) borne.set(at, index); }));
    evidence.forEach((one, at) => {
      if (!one.at) return;
      if (!readings.has(one.text)) readings.set(one.text, []);
      readings.get(one.text).push({ from: one.at[0], to: one.at[1], fact: borne.get(at) });
    });
    readings.forEach((list) => list.sort((a, b) => a.from - b.from || a.to - b.to));
  }
  return readings.get(text) || [];
}

/** The article as printed, these words highlighted, other words that facts were read from underlined. */
function articleText(at) {
  const [start, end] = evidence[at].at;
  const text = graph.texts[evidence[at].text];
  const parts = [];
  let done = 0;
  const put = (from, to, element) => {
    if (from > done) parts.push(text.slice(done, from));
    parts.push(element);
    done = to;
  };
  for (const { from, to, fact } of [...readingsOf(evidence[at].text), { from: Infinity, to: Infinity }]) {
    if (done < end && from >= start) put(start, end, make("mark", {}, text.slice(start, end)));
    if (from === Infinity || from < done || fact === undefined || (from < end && to > start)) continue;
    put(from, to, otherWords(text.slice(from, to), fact));
  }
  parts.push(text.slice(done));
  return make("div", { class: "article", tabindex: 0, role: "region", "aria-label": say("article") }, parts);
}

function otherWords(words, index) {
  const go = () => selectFact(index);
  const key = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); go(); } };
  return make("span", { class: "other", role: "button", tabindex: 0, title: plain(factPhrase(facts[index])), click: go, keydown: key }, words);
}

function whereFrom(one) {
  const article = one.article === undefined ? null : articles[one.article];
  const parts = [
    article?.title ? say("titled", { text: article.title }) : null,
    article?.issued ? dateText(article.issued) : null,
    one.page === undefined ? null : pages[one.page],
    one.start === undefined || one.end === undefined ? null : say("position", { start: one.start, end: one.end }),
    one.confidence === undefined ? null : say("value", { relation: say("confidence"), text: one.confidence }),
    one.rule ? say("value", { relation: say("rule"), text: one.rule }) : null,
    ...(one.notes || []).map(([name, value]) => say("value", { relation: labelOf(name), text: labelOf(value) })),
  ].filter(Boolean);
  return parts.flatMap((part, index) => (index ? [" · ", make("span", {}, part)] : [make("span", {}, part)]));
}
