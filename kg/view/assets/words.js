// Words, language and theme of the page's frame.

const TEXTS = { brand: "brand", skip: "skip", language: "language", "list-entities": "entities", "list-facts": "facts", "filters-open": "legend", link: "linkButton", "groups-all": "closeAll" };
const LABELS = {
  search: "search", mynetwork: "canvas", zoom: "zoom", "zoom-in": "zoomIn", "zoom-out": "zoomOut", "zoom-fit": "zoomFit",
  tables: "tables", results: "search", filters: "legend",
};

function renderWords() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  Object.entries(TEXTS).forEach(([id, key]) => { byId(id).textContent = say(key); });
  Object.entries(LABELS).forEach(([id, key]) => byId(id).setAttribute("aria-label", say(key)));
  byId("zoom-in").title = say("zoomIn");
  byId("zoom-out").title = say("zoomOut");
  byId("zoom-fit").title = say("zoomFit");
  byId("link").title = say("linkTitle");
  byId("search").placeholder = say("search");
  byId("language").lang = state.language === "zh" ? "en" : "zh-CN";
  byId("counts").textContent = say("counts", { entities: entities.length, facts: facts.length, pages: pages.length });
  renderNotice();
}

function renderNotice() {
  const part = entities.length > drawn.nodes.length;
  byId("notice").textContent = !entities.length ? say("empty") : !part ? "" : say(bubbles.length ? "overviewGroups" : "overview", { shown: drawn.nodes.length, all: entities.length });
}

function renderTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  byId("theme").textContent = isDark() ? "☀" : "☾";
  byId("theme").setAttribute("aria-label", say(isDark() ? "toLight" : "toDark"));
  byId("theme").title = say(isDark() ? "toLight" : "toDark");
}

function switchTheme() {
  const wanted = isDark() ? "light" : "dark";
  state.theme = wanted === (systemDark.matches ? "dark" : "light") ? "" : wanted;
  renderAll();
  changed();
}

function switchLanguage() {
  state.language = state.language === "zh" ? "en" : "zh";
  renderAll();
  changed();
}

function renderAll() {
  renderTheme();
  renderWords();
  renderTabs();
  renderFilters();
  renderSlider();
  renderResults();
  renderView();
  renderPanel();
  repaint();
}
