// An answer as bars: one column names them, another one measures them.

import { both, choice, make } from "./dom.js";
import { number, numeric, shown } from "./results.js";

const MOST = 60;
const [WIDTH, NAMES, ROW] = [1000, 320, 26];

export function drawChart(place, answer) {
  const numbers = numeric(answer);
  if (!numbers.length) {
    place.replaceChildren(make("p", { class: "quiet" }, both("没有数字列，画不出图表", "no column of numbers to draw")));
    return;
  }
  const picked = { name: answer.columns.find((column) => !numbers.includes(column)) ?? answer.columns[0], value: numbers[numbers.length - 1] };
  const picture = make("div");
  const again = () => picture.replaceChildren(...bars(answer, picked));
  const choices = make("div", { class: "choices" },
    choice("名称 name", answer.columns, picked.name, (column) => { picked.name = column; again(); }),
    choice("数值 value", numbers, picked.value, (column) => { picked.value = column; again(); }));
  place.replaceChildren(choices, picture);
  again();
}

function bars(answer, picked) {
  const [name, value] = [answer.columns.indexOf(picked.name), answer.columns.indexOf(picked.value)];
  const all = answer.rows.filter((row) => number(row[value]) !== null).map((row) => ({ name: shown(row[name]), value: number(row[value]) }));
  const rows = [...all].sort((a, b) => b.value - a.value).slice(0, MOST);
  const cut = all.length > rows.length ? [make("p", { class: "quiet" }, both(`最大的 ${rows.length} 项，共 ${all.length} 项`, `the largest ${rows.length} of ${all.length}`))] : [];
  return [...cut, drawn(rows)];
}

function drawn(rows) {
  const longest = Math.max(...rows.map((row) => Math.abs(row.value)), 0) || 1;
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${rows.length * ROW + 4}`, role: "img", "aria-label": "图表 Chart" });
  rows.forEach((row, at) => {
    const width = Math.max(1, ((WIDTH - NAMES - 130) * Math.abs(row.value)) / longest);
    const title = svg("title");
    title.textContent = `${row.name}: ${row.value}`;
    const line = svg("g", {}, title,
      label(row.name.length > 22 ? `${row.name.slice(0, 21)}…` : row.name, { x: NAMES - 10, y: at * ROW + 18, "text-anchor": "end" }),
      svg("rect", { x: NAMES, y: at * ROW + 4, width, height: ROW - 8, rx: 3, class: row.value < 0 ? "below" : "bar" }),
      label(row.value.toLocaleString("en"), { x: NAMES + width + 8, y: at * ROW + 18 }));
    picture.append(line);
  });
  return picture;
}

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

function label(text, attributes) {
  const element = svg("text", attributes);
  element.textContent = text;
  return element;
}

