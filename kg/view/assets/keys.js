// The keyboard: / searches, Escape goes back, arrows move, plus and minus zoom, tabs follow the arrows.

const KEYS = {
  ArrowLeft: () => moveBy(-1, 0), ArrowRight: () => moveBy(1, 0), ArrowUp: () => moveBy(0, -1), ArrowDown: () => moveBy(0, 1),
  "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: () => fit(), Enter: () => walk(1), n: () => walk(1), p: () => walk(-1),
};

function canvasKey(event) {
  if (!Object.hasOwn(KEYS, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  KEYS[event.key]();
  event.preventDefault();
}

/** From node to node by importance, so that the network can be read without a mouse. */
function walk(step) {
  const ids = ranked.filter((id) => !isBubble(id) && isVisible(id));
  if (!ids.length) return;
  const at = ids.indexOf(state.selected?.entity);
  const next = ids[(at + step + ids.length) % ids.length];
  choose({ entity: next });
  goTo(next);
}

function tabKey(event) {
  const names = Object.keys(VIEWS);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = names[(names.indexOf(state.view) + step + names.length) % names.length];
  showView(next);
  byId(`tab-${next}`).focus();
  event.preventDefault();
}

function pageKey(event) {
  const typing = event.target.matches("input:not([type=range]):not([type=checkbox]), textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    byId("search").focus();
    byId("search").select();
  } else if (event.key === "Escape") {
    goBack();
  }
}

/** Escape closes what was opened last: the filters on a phone, the time passing, the panel. */
function goBack() {
  if (playing) stopPlaying();
  else if (document.body.dataset.filters === "open") showFilters(false);
  else if (state.selected) {
    const cameFrom = state.selected;
    choose(null);
    if (document.activeElement === document.body) focusView(cameFrom);
  }
}

function focusView() {
  (state.view === "network" ? byId("mynetwork") : byId(state.view)).focus({ preventScroll: true });
}
