// One field on the canvas: how it will look, and what can be done with it. A group holds the pieces of its fields.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { Part } from "../part.js";
import { children } from "./draft.js";
import { isSeen } from "./drawn.js";
import { icon } from "./icons.js";
import { placesAround } from "./places.js";

/** The pieces inside a group (null: the form), as a list that they can be dragged into. */
export function pieces(canvas, parent) {
  const { store } = canvas;
  const inside = children(store.draft, parent);
  return html`<ol class="pieces${parent ? " pieces-inside" : ""}" data-inside=${parent ?? ""}>
    ${repeat(
      inside,
      (one) => one.id,
      (one) => html`<wf-piece role="listitem" data-id=${one.id} .canvas=${canvas} .field=${one} .store=${store} .stamp=${stampOf(canvas, one)}></wf-piece>`,
    )}
  </ol>`;
}

/** What a piece is drawn again for. */
const stampOf = (canvas, field) =>
  [canvas.version, field.id === canvas.store.chosen, field.id === canvas.store.moving?.id].join(" ");

class Piece extends Part {
  static properties = { store: {}, canvas: {}, field: {}, stamp: {} };

  /** What dragging shows under the pointer is a copy of the markup, and stays one. */
  shouldUpdate() {
    return Boolean(this.store && this.field);
  }

  render() {
    const { store, field } = this;
    const type = store.type(field);
    const chosen = store.chosen === field.id;
    const problems = store.problems(field.id);
    const name = store.nameOf(field);
    this.className = [
      "piece",
      type.beginsPage ? "piece-page" : "",
      type.hasRows ? "piece-group" : "",
      chosen ? "is-chosen" : "",
      store.moving?.id === field.id ? "is-moving" : "",
    ].join(" ");
    return html`<div class="piece-head">
        <span class="piece-grip" data-grip aria-hidden="true"></span>
        <button class="piece-name" type="button" aria-pressed=${chosen ? "true" : "false"} data-select data-name=${name} @click=${this.choose}>
          ${icon(type.icon)}<span class="piece-kind" aria-hidden="true">${type.title}</span
          ><span class="visually-hidden">${store.say("select", { name: `${type.title}: ${name}` })}</span>
        </button>
        ${this.marks(problems)}
      </div>
      ${chosen ? this.tools(name) : nothing} ${type.hasRows ? this.group() : this.look(type, name)}`;
  }

  marks(problems) {
    const errors = problems.filter((one) => one.severity === "error").length;
    if (!problems.length) return nothing;
    const words = problems.map((one) => one.message).join(" ");
    return html`<span class="piece-mark ${errors ? "is-error" : "is-warning"}" title=${words}
      ><span class="visually-hidden">${words}</span>!</span
    >`;
  }

  look(type, name) {
    if (type.beginsPage) return html`<div class="piece-break"><span>${this.field.says.label || this.store.say("page")}</span></div>`;
    const drawn = this.canvas.drawn.get(this.field.id);
    return html`<div class="piece-look" inert>${isSeen(drawn) ? drawn : html`<p class="piece-unseen">${name}</p>`}</div>`;
  }

  group() {
    const { label, help, validation_rules: rules } = this.field.says;
    const isEmpty = !children(this.store.draft, this.field.id).length;
    return html`<div class="piece-look">
      ${label ? html`<p class="group-title">${label}</p>` : nothing} ${help ? html`<p class="help">${help}</p>` : nothing}
      ${pieces(this.canvas, this.field.id)} ${isEmpty ? html`<p class="piece-empty">${this.store.say("empty_group")}</p>` : nothing}
      <p class="piece-more">+ ${rules?.add_label || this.store.say("add_row")}</p>
    </div>`;
  }

  tools(name) {
    const { store, field } = this;
    const places = placesAround(store, field.id);
    const tool = (what, act, { disabled = false, pressed = nothing } = {}) =>
      html`<button class="button button-quiet piece-tool" type="button" data-tool=${what} aria-pressed=${pressed} ?disabled=${disabled} @click=${act}>
        ${store.say(what)}
      </button>`;
    return html`<div class="piece-tools" role="toolbar" aria-label=${store.say("tools", { name })}>
      ${tool("move", () => this.canvas.beginMoving(field.id), { pressed: store.moving?.id === field.id ? "true" : "false" })}
      ${tool("move_up", () => this.canvas.shift(field.id, "up"), { disabled: !places.up })}
      ${tool("move_down", () => this.canvas.shift(field.id, "down"), { disabled: !places.down })}
      ${places.into ? this.nest("into", places.into, "in") : nothing} ${places.out ? this.nest("out_of", places.around, "out") : nothing}
      ${tool("duplicate", () => this.canvas.duplicate(field.id))} ${tool("delete", () => this.canvas.delete(field.id))}
    </div>`;
  }

  nest(words, group, way) {
    const name = this.store.nameOf(group);
    return html`<button class="button button-quiet piece-tool" type="button" data-tool=${words} @click=${() => this.canvas.shift(this.field.id, way)}>
      ${this.store.say(words, { name })}
    </button>`;
  }

  choose(event) {
    event.stopPropagation();
    this.canvas.choose(this.field.id);
  }
}

customElements.define("wf-piece", Piece);
