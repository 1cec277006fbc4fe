// Drawings, their images and the focus of an error summary. Every page is complete without this file.
const NARROW = 641;
const IMAGE = { width: 960, top: 92, bottom: 48 };
const settings = document.currentScript.dataset;
const config = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false, responsive: false };
let library;

function element(name, attributes) {
  return new Promise((resolve, reject) => {
    const node = Object.assign(document.createElement(name), attributes);
    node.onload = resolve;
    node.onerror = reject;
    document.head.append(node);
  });
}

// The library finds its own rules in place by this id and class, and adds none of its own.
function load() {
  library ??= element("link", {
    id: "plotly.js-style-global", className: "no-inline-styles", rel: "stylesheet", href: settings.drawingStyle,
  }).then(() => element("script", { src: settings.drawing }));
  return library;
}

function set(target, path, value) {
  const keys = path.split(".");
  const last = keys.pop();
  keys.reduce((at, key) => (at[key] ??= {}), target)[last] = value;
}

function wrapped(text, width) {
  const words = text.replace(/<br>/g, " ").split(" ");
  return words.reduce(([lines, length], word) => {
    const bare = word.replace(/<[^>]*>|&\w+;/g, "").length;
    return length && length + bare >= width ? [`${lines}<br>${word}`, bare] : [length ? `${lines} ${word}` : word, length + bare + 1];
  }, ["", 0])[0];
}

function figureOf(drawing, width) {
  const figure = JSON.parse(document.getElementById(drawing.dataset.chart).textContent);
  figure.layout.width = width;
  if (width >= NARROW) return figure;
  for (const [path, value] of Object.entries(figure.narrow)) set(figure.layout, path, value);
  set(figure.layout, "font.size", 13);
  const axis = figure.layout.yaxis;
  if (axis.ticktext) axis.ticktext = axis.ticktext.map((text) => wrapped(text, width < 420 ? 15 : 22));
  return figure;
}

function draw(drawing, width = drawing.clientWidth) {
  if (!width) return Promise.resolve();
  drawing.dataset.width = width;
  const { data, layout } = figureOf(drawing, width);
  return Plotly.react(drawing, data, layout, config).then(() => drawing.classList.add("is-drawn"));
}

const ready = () => Promise.all([load(), document.fonts.ready]);
const undrawn = (drawing) => drawing.closest("figure").setAttribute("hidden", "");
function show(drawing) {
  near.unobserve(drawing);
  ready().then(() => draw(drawing)).then(() => sizes.observe(drawing)).catch(() => undrawn(drawing));
}

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) show(target);
}, { rootMargin: "600px" });
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) if (Number(target.dataset.width) !== target.clientWidth) draw(target);
});

function begin(root) {
  for (const drawing of root.querySelectorAll("[data-chart]:not(.is-drawn)")) near.observe(drawing);
}

// The text stands first; as soon as the page has loaded, what is still far below is drawn, so that a print holds every chart.
addEventListener("load", () => {
  for (const drawing of document.querySelectorAll("[data-chart]:not(.is-drawn)")) show(drawing);
});

// On paper a chart has this width before the style sheet makes it smaller, words and all.
const PAPER = 896;
const printed = (width) => {
  for (const drawing of document.querySelectorAll("[data-chart].is-drawn")) draw(drawing, width);
};
addEventListener("beforeprint", () => printed(PAPER));
addEventListener("afterprint", () => printed());

async function face(weight) {
  const rule = [...document.fonts].find((font) => font.weight === String(weight));
  const sheet = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const source = sheet.find((one) => one instanceof CSSFontFaceRule && one.style.fontWeight === String(weight));
  if (!rule || !source) return "";
  const address = new URL(source.style.src.match(/url\("?([^")]+)/)[1], source.parentStyleSheet.href);
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const text = btoa(bytes.reduce((all, byte) => all + String.fromCharCode(byte), ""));
  return `@font-face{font-family:"Source Sans 3";font-weight:${weight};src:url(data:font/woff2;base64,${text})}`;
}

// An image that stands by itself: the chart with its title, subtitle and typeface.
async function picture(chart) {
  const { data, layout } = figureOf(chart.querySelector("[data-chart]"), IMAGE.width);
  const title = chart.querySelector(".app-chart__title").textContent;
  const subtitle = wrapped(chart.querySelector(".app-chart__subtitle").textContent, 130);
  const top = IMAGE.top + (layout.margin?.t ?? 0) - 8;
  const height = layout.height + IMAGE.top;
  Object.assign(layout, {
    height,
    margin: { ...layout.margin, t: top },
    title: { text: title, x: 0.012, xanchor: "left", y: 1 - 16 / height, yanchor: "top", font: { size: 22, weight: 600 }, subtitle: { text: subtitle, font: { size: 15 } } },
  });
  const address = await Plotly.toImage({ data, layout, config }, { format: "svg", width: IMAGE.width, height });
  const svg = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const faces = (await Promise.all([400, 600].map(face))).join("").replace("font-weight:600", "font-weight:600 700");
  return { svg: svg.replace(/(<svg[^>]*>)/, `$1<style>${faces}</style>`), width: IMAGE.width, height };
}

async function png({ svg, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

async function save(button) {
  const chart = button.closest(".app-chart");
  await ready();
  const drawn = await picture(chart);
  const blob = button.dataset.image === "png" ? await png(drawn) : new Blob([drawn.svg], { type: "image/svg+xml" });
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: `${chart.id}.${button.dataset.image}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

addEventListener("DOMContentLoaded", () => {
  begin(document);
  document.querySelector("[data-focus]")?.focus();
  document.body.addEventListener("htmx:load", (event) => begin(event.target));
  document.body.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-image]");
    if (button) save(button);
  });
});
