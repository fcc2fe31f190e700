// An input for every kind of setting that the server describes; entries and their parts are made of the same.

import { html, nothing } from "lit";

import { changed, moved, removed, taken, withPart } from "./editor.js";
import "./either.js";
import "./expression.js";
import { handle } from "./order.js";
import "./richtext.js";
import { fieldsOf } from "./rules.js";
import "./typed.js";
import { say } from "./words.js";

/**
 * The input for a value: `told` is its description, `at` its path inside the settings, `put` takes the next value.
 * `host` is the editor of settings: it knows the context, the problems, the words and the long lists.
 */
export function inputFor(host, one) {
  return (INPUTS[one.told.kind] ?? INPUTS.json)(host, one);
}

const idOf = (host, at) => `${host.uid}-${at.replaceAll(".", "-")}`;

function framed(host, { at, label, help }, control) {
  const id = idOf(host, at);
  const problems = host.problemsAt(at);
  const described = [help ? `${id}-help` : "", problems.length ? `${id}-problem` : ""].filter(Boolean).join(" ");
  return html`<div class="setting">
    <label class="label" for=${id}>${label}</label>
    ${help ? html`<p class="help" id="${id}-help">${help}</p>` : nothing} ${host.problem(problems, `${id}-problem`)}
    ${control({ id, described, isInvalid: problems.length > 0 })}
  </div>`;
}

const typed = (host, one, { lines = 0, type = "text", mode, ltr = false, text, read }) =>
  framed(
    host,
    one,
    ({ id, described, isInvalid }) => html`<wf-typed
      .inputId=${id}
      .text=${text}
      .lines=${lines}
      .type=${type}
      .mode=${mode}
      .ltr=${ltr}
      .most=${one.told.most}
      .hint=${placeholderOf(one.told)}
      .described=${described}
      .invalid=${isInvalid}
      @typed=${(event) => one.put(read(event.detail.text))}
    ></wf-typed>`,
  );

const placeholderOf = (told) => (typeof told.default === "string" || typeof told.default === "number" ? String(told.default) : "");

function select(host, one, choices, { none = say("key_none") } = {}) {
  const now = one.value ?? "";
  const isKnown = !now || choices.some((choice) => choice.value === now);
  return framed(
    host,
    one,
    ({ id, described }) => html`<select class="input select" id=${id} aria-describedby=${described || nothing} @change=${(event) => one.put(event.target.value || null)}>
      ${none === null ? nothing : html`<option value="" .selected=${!now}>${none}</option>`}
      ${isKnown ? nothing : html`<option value=${now} selected>${say("key_gone", { key: String(now) })}</option>`}
      ${choices.map((choice) => html`<option value=${choice.value} .selected=${choice.value === now}>${choice.title}</option>`)}
    </select>`,
  );
}

/** A list without its own "nothing": what is usual stands first. */
function usual(host, one, choices) {
  const standard = choices.find((choice) => choice.value === one.told.default);
  return select(host, one, choices, { none: standard ? standard.title : say("key_none") });
}

const numberOf = (text) => {
  const words = text.trim();
  if (!words) return null;
  return /^-?\d{1,9}$/.test(words) ? Number(words) : words;
};

const INPUTS = {
  text: (host, one) => typed(host, one, { lines: one.told.lines ? 3 : 0, text: one.value ?? "", read: (text) => text || null }),
  address: (host, one) => typed(host, one, { type: "url", ltr: true, text: one.value ?? "", read: (text) => text.trim() || null }),
  integer: (host, one) => typed(host, one, { mode: "numeric", text: one.value === null || one.value === undefined ? "" : String(one.value), read: numberOf }),
  flag: (host, one) => {
    const id = idOf(host, one.at);
    const isOn = one.value ?? one.told.default ?? false;
    return html`<div class="setting">
      <label class="switch" for=${id}
        ><input
          type="checkbox"
          id=${id}
          .checked=${isOn}
          aria-describedby=${one.help ? `${id}-help` : nothing}
          @change=${(event) => one.put(event.target.checked === (one.told.default ?? false) ? null : event.target.checked)}
        /><span>${one.label}</span></label
      >
      ${one.help ? html`<p class="help" id="${id}-help">${one.help}</p>` : nothing} ${host.problem(host.problemsAt(one.at))}
    </div>`;
  },
  word: (host, one) => usual(host, one, one.told.words),
  vat: (host, one) => select(host, one, vatChoices(one), { none: say("choose") }),
  currency: (host, one) => usual(host, one, host.choices("currency")),
  country: (host, one) => usual(host, one, host.choices("country")),
  time_zone: (host, one) => usual(host, one, host.choices("time_zone")),
  language: (host, one) => select(host, one, host.choices("language")),
  key: (host, one) => select(host, one, keysOf(host, one.told.types, one)),
  rich: (host, one) => html`<div class="setting">
    <wf-rich-text
      .value=${one.value ?? null}
      .context=${host.context}
      .label=${one.label}
      .merges=${false}
      .problems=${host.problemsIn(one.at)}
      @change=${(event) => one.put(taken(event))}
    ></wf-rich-text>
    ${one.help ? html`<p class="help">${one.help}</p>` : nothing}
  </div>`,
  either: (host, one) => html`<div class="setting">
    <wf-either
      .kind=${one.told.fixed}
      .value=${one.value ?? null}
      .context=${host.context}
      .name=${`settings.${one.at}`}
      .label=${one.label}
      .problems=${host.problemsIn(one.at)}
      @change=${(event) => one.put(taken(event))}
    ></wf-either>
    ${one.help ? html`<p class="help">${one.help}</p>` : nothing}
  </div>`,
  expression: (host, one) => html`<div class="setting">
    <wf-expression
      .value=${one.value ?? null}
      .context=${host.context}
      .name=${`settings.${one.at}`}
      .label=${one.label}
      .input=${one.told}
      .problems=${host.problemsIn(one.at)}
      @change=${(event) => one.put(taken(event))}
    ></wf-expression>
    ${one.help ? html`<p class="help">${one.help}</p>` : nothing}
  </div>`,
  condition: (host, one) => INPUTS.expression(host, one),
  amount: (host, one) => amount(host, one),
  record: (host, one) => html`<fieldset class="setting entry">
    <legend class="label">${one.label}</legend>
    ${one.help ? html`<p class="help">${one.help}</p>` : nothing} ${parts(host, one)}
  </fieldset>`,
  list: (host, one) => (LISTS[one.told.item.kind] ?? entries)(host, one),
  json: (host, one) => typed(host, one, { text: JSON.stringify(one.value ?? null), read: (text) => text }),
};

/** VAT codes by name; a formula that gives one stays and is said to be one. */
function vatChoices(one) {
  const { words } = one.told;
  return typeof one.value === "object" && one.value ? [{ value: one.value, title: say("worked_out") }, ...words] : words;
}

/** What an instalment comes to: a formula, or whatever remains. */
function amount(host, one) {
  const [rest] = one.told.words;
  const isRest = one.value === rest.value;
  const id = `${idOf(host, one.at)}-rest`;
  return html`<div class="setting">
    <label class="switch" for=${id}
      ><input type="checkbox" id=${id} .checked=${isRest} @change=${(event) => one.put(event.target.checked ? rest.value : null)} /><span
        >${rest.title}</span
      ></label
    >
    ${isRest ? nothing : INPUTS.expression(host, one)}
  </div>`;
}

/** The fields that a setting may name. */
function keysOf(host, types, one) {
  const every = fieldsOf(host.context?.definition?.fields ?? []);
  const all = one.at.startsWith("board.") ? every.filter(onBoard(one.record?.group)) : every;
  const fit = all.filter((one) => (types?.length ? types.includes(one.type) : !CONTENT.has(one.type)));
  return fit.map((one) => ({ value: one.key, title: one.label }));
}

/** What the board can count: questions outside groups, and those of the group with the guests. */
function onBoard(group) {
  return ({ path }) => {
    const [first, ...rest] = path.split(".");
    return rest.length === 0 || (rest.length === 1 && (!group || first === group));
  };
}

const CONTENT = new Set(["heading", "paragraph", "clause", "sunset", "divider", "page_break", "picture"]);

/** The parts of one entry. */
function parts(host, one) {
  const value = one.value ?? {};
  return Object.entries(one.told.keys).map(([name, told]) =>
    inputFor(host, {
      told,
      at: `${one.at}.${name}`,
      label: told.title,
      help: "",
      value: value[name],
      record: value,
      put: (next) => {
        const record = withPart(value, name, next);
        one.put(Object.keys(record).length ? record : null);
      },
    }),
  );
}

/** Entries made of parts: added, put in order, removed. */
function entries(host, one) {
  const list = one.value ?? [];
  const put = (next) => one.put(next.length ? next : null);
  const name = (at) => list[at].label || list[at].role || say("entry", { title: one.label, number: at + 1 });
  const move = (from, to) => {
    put(moved(list, from, to));
    host.announce(say("option_moved", { name: name(from), place: to + 1, all: list.length }));
    void host.focusOn(`[data-list="${one.at}"] [data-handle="${to}"]`);
  };
  return html`<fieldset class="setting entries" data-list=${one.at}>
    <legend class="label">${one.label}</legend>
    ${one.help ? html`<p class="help">${one.help}</p>` : nothing} ${host.problem(host.problemsAt(one.at))}
    <ol class="entry-list">
      ${list.map(
        (entry, at) => html`<li class="entry">
          <div class="entry-head">
            ${handle({ name: name(at), at, count: list.length, move })}
            <h4 class="entry-title">${name(at)}</h4>
            <button
              class="button button-quiet"
              type="button"
              @click=${() => {
                put(removed(list, at));
                host.announce(say("entry_removed"));
                void host.focusOn(`[data-list="${one.at}"] [data-add]`);
              }}
            >
              ${say("remove")}<span class="visually-hidden"> ${name(at)}</span>
            </button>
          </div>
          ${parts(host, { told: one.told.item, at: `${one.at}.${at}`, value: entry, put: (next) => put(changed(list, at, next ?? {})) })}
        </li>`,
      )}
    </ol>
    <button
      class="button button-quiet"
      type="button"
      data-add
      @click=${() => {
        put([...list, {}]);
        host.announce(say("entry_added", { title: one.label, number: list.length + 1 }));
      }}
    >
      ${say("entry_add")}<span class="visually-hidden"> ${one.label}</span>
    </button>
  </fieldset>`;
}

/** Several of a list, as a line of names that can be taken out, and a menu of those that are left. */
function picks(host, one, choices) {
  const list = one.value ?? [];
  const put = (next) => one.put(next.length ? next : null);
  const labelOf = (value) => choices.find((choice) => choice.value === value)?.title ?? say("key_gone", { key: value });
  return framed(
    host,
    one,
    ({ id, described }) => html`<ul class="picks">
        ${list.map(
          (value, at) => html`<li>
            <button
              class="pick"
              type="button"
              aria-label=${say("pick_remove", { name: labelOf(value) })}
              @click=${() => {
                put(removed(list, at));
                void host.focusOn(`[id="${id}"]`);
              }}
            >
              ${labelOf(value)} <span aria-hidden="true">×</span>
            </button>
          </li>`,
        )}
      </ul>
      <select
        class="input select"
        id=${id}
        aria-describedby=${described || nothing}
        @change=${(event) => {
          if (event.target.value) put([...list, event.target.value]);
          event.target.value = "";
        }}
      >
        <option value="">${say("pick_add")}</option>
        ${choices.filter((choice) => !list.includes(choice.value)).map((choice) => html`<option value=${choice.value}>${choice.title}</option>`)}
      </select>`,
  );
}

/** A list of short values, as one line with commas. */
const inOneLine = (help, isRight, valueOf) => (host, one) =>
  typed(
    host,
    { ...one, help: [one.help, say(help)].filter(Boolean).join(" ") },
    {
      text: (one.value ?? []).join(", "),
      read: (text) => {
        const words = text.split(/[,\s]+/).filter(Boolean);
        return words.length ? words.map((word) => (isRight(word) ? valueOf(word) : word)) : null;
      },
    },
  );

const LISTS = {
  key: (host, one) => picks(host, one, keysOf(host, one.told.item.types, one)),
  language: (host, one) => picks(host, one, host.choices("language")),
  integer: inOneLine("days_help", (word) => /^-?\d{1,6}$/.test(word), Number),
  date: inOneLine("dates_help", () => true, (word) => word),
};
