// Classes as small drawings, and chips that name them.

function chip(type) {
  return make("span", { class: "chip" }, shapeIcon(type), labelOf(type));
}

/** A class's shape and colour as a small drawing. */
function shapeIcon(type) {
  const path = draw("path", { d: SHAPES[classOf.get(type).shape] || SHAPES.dot, fill: colourOf(type) });
  return draw("svg", { viewBox: "-10 -10 20 20", "aria-hidden": "true", class: "shape" }, path);
}

const SHAPES = {
  dot: "M-8,0a8,8 0 1,0 16,0a8,8 0 1,0 -16,0Z",
  square: "M-7,-7H7V7H-7Z",
  diamond: "M0,-9L9,0L0,9L-9,0Z",
  triangle: "M0,-8L9,7H-9Z",
  triangleDown: "M0,8L9,-7H-9Z",
  star: "M0,-9L2.3,-3L9,-2.8L3.8,1.2L5.6,7.6L0,4L-5.6,7.6L-3.8,1.2L-9,-2.8L-2.3,-3Z",
  hexagon: "M-9,0L-4.5,-8H4.5L9,0L4.5,8H-4.5Z",
  ellipse: "M-9,0a9,6 0 1,0 18,0a9,6 0 1,0 -18,0Z",
  database: "M-7,-3a7,6 0 0,1 14,0V6a2,2 0 0,1 -2,2H-5a2,2 0 0,1 -2,-2Z",
  box: "M-6,-8H6V8H-6Z",
};
