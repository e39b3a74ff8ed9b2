// Time: two thumbs on the months in which something is told, and a button that lets the time pass.

let playing = 0;

/** How many dated facts lie in each year or month, for the little bars above the line. */
function timeBars() {
  const wide = reach[1] - reach[0] > 120 ? 12 : 1;
  const counts = Array.from({ length: Math.ceil((reach[1] - reach[0] + 1) / wide) }, () => 0);
  spans.forEach((span) => { if (span) counts[Math.floor((span[0] - reach[0]) / wide)] += 1; });
  return counts;
}

const bars = reach ? timeBars() : [];

function barDrawing() {
  const most = Math.sqrt(Math.max(...bars));
  const [from, to] = [state.from ?? reach[0], state.to ?? reach[1]];
  const wide = (reach[1] - reach[0] + 1) / bars.length;
  const inside = (index) => reach[0] + (index + 1) * wide > from && reach[0] + index * wide <= to;
  return draw("svg", { class: "bars", viewBox: `0 0 ${bars.length} 20`, preserveAspectRatio: "none", "aria-hidden": "true" },
    bars.map((count, index) => count && draw("rect", { x: index + 0.1, width: 0.8, y: 20 - Math.max(2, (20 * Math.sqrt(count)) / most), height: 20, class: inside(index) ? "in" : "" })).filter(Boolean));
}

function thumb(end, at) {
  const input = (event) => moveThumb(end, Number(event.target.value));
  return make("input", { type: "range", id: `slider-${end}`, "data-key": `slider-${end}`, min: reach[0], max: reach[1], step: 1, value: at, "aria-label": say(end), "aria-valuetext": monthText(at), input });
}

function moveThumb(end, value) {
  const other = end === "from" ? state.to ?? reach[1] : state.from ?? reach[0];
  const at = end === "from" ? Math.min(value, other) : Math.max(value, other);
  state[end] = at === reach[end === "from" ? 0 : 1] ? null : at;
  filtersChanged();
}

function renderSlider() {
  const box = byId("slider");
  box.hidden = !reach || reach[1] - reach[0] < 1;
  if (box.hidden) return;
  const [from, to] = [state.from ?? reach[0], state.to ?? reach[1]];
  box.setAttribute("aria-label", say("time"));
  const text = `${monthText(from)} – ${monthText(to)}`;
  if (box.querySelector(".track")) { // the thumb under the finger has to stay the same element
    byId("slider-from").value = from;
    byId("slider-to").value = to;
    byId("slider-from").setAttribute("aria-valuetext", monthText(from));
    byId("slider-to").setAttribute("aria-valuetext", monthText(to));
    byId("slider-from").classList.toggle("top", 2 * from > reach[0] + reach[1]); // so that thumbs on one spot can part
    box.querySelector(".bars").replaceWith(barDrawing());
    box.querySelector("output").textContent = text;
  } else {
    fill(box, [
      make("button", { type: "button", id: "play", click: play }, "▶"),
      make("div", { class: "track" }, barDrawing(), thumb("from", from), thumb("to", to)),
      make("output", {}, text),
    ]);
  }
  byId("play").setAttribute("aria-label", say(playing ? "pause" : "play"));
  byId("play").textContent = playing ? "❚❚" : "▶";
}

/** Moves a window over the years (or, in a short time, the months), from the first to the last. */
function play() {
  if (playing) return stopPlaying();
  const step = reach[1] - reach[0] > 18 ? 12 : 1;
  let at = reach[0];
  const next = () => {
    if (at > reach[1]) {
      stopPlaying();
      Object.assign(state, { from: null, to: null, undated: true });
      return filtersChanged();
    }
    Object.assign(state, { from: at, to: at + step - 1, undated: false });
    at += step;
    return filtersChanged();
  };
  playing = setInterval(next, 900);
  return next();
}

function stopPlaying() {
  clearInterval(playing);
  playing = 0;
  renderSlider();
}
