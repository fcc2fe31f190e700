// Rich text as ProseMirror knows it: just the tags that the server keeps, and merge fields as one piece.

import { DOMParser as Reader, DOMSerializer, Fragment, Schema, Slice } from "prosemirror-model";
import { bulletList, listItem, orderedList } from "prosemirror-schema-list";

const SAFE_LINK = /^(?:https:\/\/|mailto:|tel:)\S+$/;
const MERGE = /\{\{\s*([a-z][a-z0-9_]{0,62})\s*\}\}/;

export const isSafeLink = (address) => SAFE_LINK.test(address);

const cell = (tag) => ({ content: "inline*", isolating: true, parseDOM: [{ tag }], toDOM: () => [tag, 0] });

const nodes = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  blockquote: { content: "block+", group: "block", defining: true, parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
  heading: {
    attrs: { level: { default: 2 } },
    content: "inline*",
    group: "block",
    defining: true,
    parseDOM: [
      { tag: "h1", attrs: { level: 2 } },
      { tag: "h2", attrs: { level: 2 } },
      ...[3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: 3 } })),
    ],
    toDOM: (node) => [`h${node.attrs.level}`, 0],
  },
  bullet_list: { ...bulletList, content: "list_item+", group: "block" },
  ordered_list: { ...orderedList, attrs: {}, parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0], content: "list_item+", group: "block" },
  list_item: { ...listItem, content: "paragraph block*" },
  table: { content: "table_head? table_body?", group: "block", isolating: true, parseDOM: [{ tag: "table" }], toDOM: () => ["table", 0] },
  table_head: { content: "table_row+", parseDOM: [{ tag: "thead" }], toDOM: () => ["thead", 0] },
  table_body: { content: "table_row+", parseDOM: [{ tag: "tbody" }], toDOM: () => ["tbody", 0] },
  table_row: { content: "(table_cell | table_header)+", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
  table_cell: cell("td"),
  table_header: cell("th"),
  text: { group: "inline" },
  hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  merge: {
    attrs: { key: {} },
    inline: true,
    group: "inline",
    atom: true,
    parseDOM: [{ tag: "span[data-merge]", getAttrs: (dom) => ({ key: dom.dataset.merge }) }],
    toDOM: (node) => ["span", { "data-merge": node.attrs.key }, `{{${node.attrs.key}}}`],
  },
};

const marks = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => (isSafeLink(dom.getAttribute("href")) ? { href: dom.getAttribute("href") } : false) }],
    toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
  },
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }, { style: "font-weight=bold" }], toDOM: () => ["strong", 0] },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }], toDOM: () => ["em", 0] },
  underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
};

export const schema = new Schema({ nodes, marks });

const written = DOMSerializer.fromSchema(schema);

/** Pages here take no text for mark-up but through a policy of their own; what it makes is never put into the page. */
const policy = globalThis.trustedTypes?.createPolicy("wedforms-rich-text", { createHTML: (text) => text });

/** The document of a stored text; with `merges`, every `{{key}}` in it is one piece. */
export function read(html, { merges = false } = {}) {
  const made = new DOMParser().parseFromString(policy ? policy.createHTML(html ?? "") : (html ?? ""), "text/html");
  if (merges) markMerges(made.body);
  return Reader.fromSchema(schema).parse(made.body);
}

/** What was pasted, with its `{{key}}` as pieces. */
export function withMerges(slice) {
  return new Slice(mergesIn(slice.content), slice.openStart, slice.openEnd);
}

function mergesIn(fragment) {
  const made = [];
  fragment.forEach((node) => made.push(...(node.isText ? piecesOf(node) : [node.copy(mergesIn(node.content))])));
  return Fragment.fromArray(made);
}

function piecesOf(node) {
  const parts = node.text.split(/\{\{\s*([a-z][a-z0-9_]{0,62})\s*\}\}/);
  const pieces = parts.map((part, at) => (at % 2 ? schema.nodes.merge.create({ key: part }, null, node.marks) : part && schema.text(part, node.marks)));
  return pieces.filter(Boolean);
}

/** Every `{{key}}` in the words becomes an element of its own. */
function markMerges(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (let text of texts) {
    let found = MERGE.exec(text.data);
    while (found) {
      const rest = text.splitText(found.index);
      const after = rest.splitText(found[0].length);
      const piece = root.ownerDocument.createElement("span");
      piece.dataset.merge = found[1];
      rest.replaceWith(piece);
      text = after;
      found = MERGE.exec(text.data);
    }
  }
}

/** The text to be stored; null when it says nothing. */
export function write(doc) {
  const isEmpty = doc.childCount === 1 && doc.firstChild.type === schema.nodes.paragraph && doc.firstChild.childCount === 0;
  if (isEmpty) return null;
  const box = document.createElement("div");
  box.append(written.serializeFragment(doc.content));
  box.querySelectorAll("[data-merge]").forEach((piece) => piece.replaceWith(`{{${piece.dataset.merge}}}`));
  return box.innerHTML;
}
