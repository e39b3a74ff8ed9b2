// Making elements. Text reaches the page as text only.

export const byId = (id) => document.getElementById(id);

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat());
  return element;
}

/** Two languages side by side, as everywhere on these pages. */
export const both = (zh, en) => [zh, " ", make("span", { lang: "en" }, en)];

export function choice(label, options, chosen, onChange) {
  const select = make("select", {}, options.map((name) => make("option", { value: name, selected: name === chosen }, name)));
  select.addEventListener("change", () => onChange(select.value));
  return make("label", {}, label, " ", select);
}
