// A value that is fixed, or worked out from the answers: a day, a moment in the form's zone, a number of rows.

import { html, nothing } from "lit";

import { Editor, taken } from "./editor.js";
import "./expression.js";
import "./typed.js";
import { say } from "./words.js";
import { clockIn, momentIn } from "./zones.js";

const FIXED = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  date_time: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/,
  time: /^\d{2}:\d{2}$/,
  moment: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/,
};
const END_OF_DAY = "23:59";

/** `kind` says what is fixed: date, time, date_time, moment, or count. */
class Either extends Editor {
  static properties = { ...Editor.properties, kind: {}, mode: { state: true }, half: { state: true } };

  constructor() {
    super();
    this.half = null;
  }

  /** What is fixed: said by whoever draws this, or by the server's word on the input. */
  get fixedKind() {
    return this.kind ?? this.input?.fixed ?? "date";
  }

  /** A number, or text of the kind, is fixed; a tree or any other text is worked out. */
  get isFixed() {
    const { value } = this;
    if (this.fixedKind === "count") return typeof value === "number";
    return typeof value === "string" && FIXED[this.fixedKind].test(value);
  }

  get zone() {
    return this.context?.definition?.settings?.time_zone ?? "Europe/London";
  }

  willUpdate(changedOnes) {
    if (!changedOnes.has("value") || (this.value ?? null) === this.said) return;
    this.said = this.value ?? null;
    this.half = null;
    this.mode = this.said === null ? (this.mode ?? "never") : this.isFixed ? "fixed" : "worked_out";
    if (this.said === null && this.mode !== "worked_out") this.mode = "never";
  }

  say_(value) {
    this.said = value;
    this.emit(value);
  }

  choose(event) {
    event.stopPropagation();
    this.mode = event.target.value;
    this.half = null;
    if (this.value !== null && this.value !== undefined) this.say_(null);
  }

  render() {
    const modes = ["never", "fixed", "worked_out"];
    const id = `${this.uid}-mode`;
    const problems = this.problemsAt();
    return html`<div class="editor either">
      <label class="label" for=${id}>${this.label}</label>
      ${this.problem(problems, `${id}-problem`)}
      <select class="input select" id=${id} aria-describedby=${problems.length ? `${id}-problem` : nothing} @change=${this.choose}>
        ${modes.map((one) => html`<option value=${one} .selected=${one === (this.mode ?? "never")}>${this.words(one)}</option>`)}
      </select>
      ${this.mode === "fixed" ? this.fixed() : nothing} ${this.mode === "worked_out" ? this.workedOut() : nothing}
    </div>`;
  }

  words(mode) {
    const own = { count: "fixed_number", time: "fixed_time" }[this.fixedKind];
    return say(mode === "fixed" && own ? own : mode);
  }

  workedOut() {
    return html`<wf-expression
      .value=${this.isFixed ? null : (this.value ?? null)}
      .context=${this.context}
      .name=${this.name ?? this.input?.name}
      .label=${say("worked_out")}
      .problems=${[]}
      @change=${(event) => this.say_(taken(event))}
    ></wf-expression>`;
  }

  fixed() {
    if (this.fixedKind === "moment") return this.moment();
    if (this.fixedKind === "count") return this.number();
    const type = this.fixedKind === "date_time" ? "datetime-local" : this.fixedKind;
    return html`<input
      class="input"
      type=${type}
      aria-label=${say(this.fixedKind === "time" ? "time" : "day")}
      .value=${this.isFixed ? this.value : ""}
      @change=${(event) => {
        event.stopPropagation();
        this.say_(event.target.value || null);
      }}
    />`;
  }

  number() {
    return html`<wf-typed
      .text=${this.isFixed ? String(this.value) : (this.half ?? "")}
      .label=${`${this.label} ${say("number")}`}
      .mode=${"numeric"}
      .invalid=${this.half !== null}
      @typed=${(event) => {
        const text = event.detail.text.trim();
        this.half = /^\d{0,3}$/.test(text) ? null : text;
        if (this.half === null) this.say_(text ? Number(text) : null);
      }}
    ></wf-typed>`;
  }

  moment() {
    const clock = this.isFixed ? clockIn(this.zone, this.value) : null;
    const day = this.half?.day ?? clock?.day ?? "";
    const time = this.half?.time ?? clock?.time ?? END_OF_DAY;
    const take = (part) => (event) => {
      event.stopPropagation();
      this.half = { day, time, [part]: event.target.value };
      const moment = this.half.day && this.half.time ? momentIn(this.zone, this.half.day, this.half.time) : null;
      if (moment) this.say_(moment);
    };
    return html`<div class="moment">
        <label class="part-label">${say("day")}<input class="input" type="date" .value=${day} @change=${take("day")} /></label>
        <label class="part-label">${say("time")}<input class="input" type="time" .value=${time} @change=${take("time")} /></label>
      </div>
      <p class="help">${say("in_zone", { zone: this.zone.replaceAll("_", " "), offset: clock?.offset ?? "" }).replace(/, $/, "")}</p>`;
  }
}

customElements.define("wf-either", Either);
