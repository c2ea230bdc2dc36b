// Run inside a page by documents.py: what is wrong with it, as a list of sentences. The pages
// themselves have no script.

const problems = [];
const say = (what, element) => {
  const text = (element.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 60);
  problems.push(`${what}: <${element.tagName.toLowerCase()} class="${element.getAttribute('class') || ''}"> ${text}`);
};
const isShown = element => element.checkVisibility();
const isSvg = element => element.namespaceURI.endsWith('/svg');
const texts = () => [...document.querySelectorAll('*')].filter(element =>
  isShown(element) && !['STYLE', 'TITLE', 'style', 'title', 'desc'].includes(element.tagName) &&
  [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()));

// The words themselves, not the box around them.
const wordsOf = element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return [...range.getClientRects()];
};
// The headings of tables that are shown as cards are for screen readers only.
const isForReadersOnly = element => element.closest('thead') &&
  getComputedStyle(element.closest('thead')).position === 'absolute';

function overflow() {
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) problems.push(`the page is ${root.scrollWidth} wide in a window of ${innerWidth}`);
  for (const element of texts()) {
    if (isForReadersOnly(element)) continue;
    for (const box of wordsOf(element))
      if (box.right > innerWidth + 0.5 || box.left < -0.5) { say('text leaves the window', element); break; }
  }
}

function cutText() {
  for (const element of texts()) {
    if (isForReadersOnly(element)) continue;
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      if (isSvg(box)) continue;
      const style = getComputedStyle(box);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) say('text is cut', box);
    }
  }
}

// Labels of a picture lie inside it and apart from each other.
function pictures() {
  for (const picture of document.querySelectorAll('svg.tl')) {
    if (!isShown(picture) || picture.parentElement?.closest('svg')) continue;
    if (!picture.querySelector(':scope > title') || !picture.querySelector(':scope > desc')) say('picture without title and description', picture);
    const frame = picture.getBoundingClientRect();
    const labels = [...picture.querySelectorAll('text')].map(element => ({element, box: element.getBoundingClientRect()}));
    for (const {element, box} of labels)
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) say('label leaves its picture', element);
    for (let i = 0; i < labels.length; ++i)
      for (let j = i + 1; j < labels.length; ++j) {
        const a = labels[i].box, b = labels[j].box;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 4) say(`label lies on '${labels[j].element.textContent}'`, labels[i].element);
      }
  }
}

const channels = color => {
  const parts = color.match(/[\d.]+/g).map(Number);
  return {rgb: parts.slice(0, 3), opacity: parts.length > 3 ? parts[3] : 1};
};
const luminance = rgb => {
  const [r, g, b] = rgb.map(value => value / 255).map(value =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = element => {
  for (let box = element; box; box = box.parentElement) {
    const page = box.tagName === 'svg' && box.querySelector(':scope > .tl-page');
    if (page) return channels(getComputedStyle(page).fill).rgb;
    const color = channels(getComputedStyle(box).backgroundColor);
    if (color.opacity === 1) return color.rgb;
  }
  return [255, 255, 255];
};

// WCAG 2.2, 1.4.3: 4.5 to 1, and 3 to 1 for large text.
function contrast() {
  for (const element of texts()) {
    const style = getComputedStyle(element);
    const ink = channels(isSvg(element) ? style.fill : style.color).rgb;
    const [light, dark] = [luminance(ink), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) say(`contrast of ${ratio.toFixed(2)} to 1`, element);
  }
}

function structure() {
  if (document.scripts.length) problems.push('the page has a script');
  const fetched = performance.getEntriesByType('resource').map(entry => entry.name);
  if (fetched.length) problems.push(`the page fetches ${fetched}`);
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`two things have the id ${id}`);
  for (const link of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(link.getAttribute('href').slice(1))) say('link to nowhere', link);
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption || !table.caption.textContent.trim()) say('table without a caption', table);
    for (const head of table.querySelectorAll('th')) if (!head.scope) say('heading without scope', head);
  }
  let level = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
    if (Number(heading.tagName[1]) > level + 1) say('heading skips a level', heading);
    level = Number(heading.tagName[1]);
  }
  if (document.contentType === 'text/html' && !document.documentElement.lang) problems.push('the page has no language');
  if (!document.title) problems.push('the page has no title');
}

overflow(); cutText(); pictures(); contrast(); structure();
return problems;
