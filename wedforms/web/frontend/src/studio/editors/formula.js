// An expression as text: suggestions while it is typed, and each fault at its word.

import { html, nothing } from "lit";

import { completionsAt, withCompletion } from "./completion.js";
import { say } from "./words.js";

/** The text with its faults marked, for the eye; the messages below say the same in words. */
export function markedText(text, problems) {
  const points = [...text];
  const spots = problems.filter((one) => one.end > one.start).sort((a, b) => a.start - b.start);
  const pieces = [];
  let at = 0;
  for (const { start, end } of spots) {
    if (start < at) continue;
    pieces.push(points.slice(at, start).join(""), html`<mark class="fault">${points.slice(start, end).join("")}</mark>`);
    at = end;
  }
  return [...pieces, points.slice(at).join("")];
}

/** The place of code points as a textarea counts: in UTF-16 units. */
export function unitsAt(text, point) {
  return [...text].slice(0, point).join("").length;
}

/** The text area with suggestions and faults; `host` keeps `typed`, `proof`, `words` and `offered`. */
export function formula(host) {
  const { typed, proof } = host;
  const problems = host.shownProblems;
  const list = `${host.uid}-list`;
  const isOpen = host.offered?.items.length > 0;
  return html`<div class="formula">
    <textarea
      class="input formula-text"
      id="${host.uid}-text"
      rows="2"
      spellcheck="false"
      autocapitalize="off"
      autocomplete="off"
      dir="ltr"
      aria-label=${`${host.label ?? ""} ${say("formula")}`.trim()}
      aria-autocomplete="list"
      aria-controls=${isOpen ? list : nothing}
      aria-activedescendant=${isOpen ? `${list}-${host.offered.at}` : nothing}
      aria-invalid=${problems.length ? "true" : nothing}
      aria-describedby=${[problems.length ? `${host.uid}-faults` : "", `${host.uid}-hint`].join(" ").trim()}
      .value=${typed}
      @input=${(event) => host.typedText(event.target)}
      @keydown=${(event) => pressed(event, host)}
      @blur=${() => host.left()}
      @change=${(event) => event.stopPropagation()}
    ></textarea>
    ${isOpen ? suggestions(host, list) : nothing}
    <p class="help" id="${host.uid}-hint">${say("hint")}</p>
    ${problems.length ? faults(host, proof?.text === typed ? typed : "", problems) : nothing}
  </div>`;
}

function suggestions(host, list) {
  return html`<ul class="suggestions" role="listbox" id=${list} aria-label=${say("formula")}>
    ${host.offered.items.map(
      (item, at) => html`<li
        role="option"
        id="${list}-${at}"
        class="suggestion"
        aria-selected=${at === host.offered.at ? "true" : "false"}
        @mousedown=${(event) => {
          event.preventDefault();
          take(host, item);
        }}
      >
        <span class="suggestion-label">${item.label}</span> <span class="suggestion-help">${item.help}</span>
      </li>`,
    )}
  </ul>`;
}

function faults(host, text, problems) {
  return html`${text ? html`<p class="formula-marked" aria-hidden="true" dir="ltr">${markedText(text, problems)}</p>` : nothing}
    <ul class="formula-faults" id="${host.uid}-faults">
      ${problems.map(
        (one) => html`<li class="problem">
          ${one.message}
          ${one.end > one.start && text
            ? html`<button class="button button-quiet" type="button" @click=${() => select(host, text, one)}>
                ${say("show_place")}<span class="visually-hidden"> ${say("at_word", { word: [...text].slice(one.start, one.end).join("") })}</span>
              </button>`
            : nothing}
        </li>`,
      )}
    </ul>`;
}

function select(host, text, { start, end }) {
  const area = host.querySelector("textarea");
  area.focus();
  area.setSelectionRange(unitsAt(text, start), unitsAt(text, end));
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function pressed(event, host) {
  if (event.key === " " && event.ctrlKey) {
    event.preventDefault();
    return offer(host, event.target, { all: true });
  }
  const { offered } = host;
  if (!offered?.items.length) return undefined;
  if (event.key in STEPS) {
    event.preventDefault();
    host.offered = { ...offered, at: (offered.at + STEPS[event.key] + offered.items.length) % offered.items.length };
  } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && offered.chosen)) {
    event.preventDefault();
    take(host, offered.items[offered.at]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    host.offered = null;
  }
  return undefined;
}

/** Offer what fits at the caret. */
export function offer(host, area, { all = false } = {}) {
  if (!host.words) return;
  const found = completionsAt(area.value, area.selectionStart, host.words, { all });
  host.offered = { ...found, at: 0 };
  if (found.items.length) host.announce(say("suggestions", { count: found.items.length }));
}

async function take(host, item) {
  const next = withCompletion(host.typed, host.offered, item);
  host.offered = null;
  host.typed = next.text;
  await host.updateComplete;
  const area = host.querySelector("textarea");
  area.focus();
  area.setSelectionRange(next.caret, next.caret);
  host.typedText(area, { quiet: true });
}
