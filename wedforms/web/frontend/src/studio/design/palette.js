// What can be added, by family, with a search: as the server tells it.

import { html, nothing } from "lit";

import { Part } from "../part.js";
import { icon } from "./icons.js";

class Palette extends Part {
  static properties = { store: {}, wanted: { state: true } };

  constructor() {
    super();
    this.wanted = "";
  }

  get families() {
    const { families, types } = this.store.palette;
    const words = this.wanted.trim().toLowerCase();
    const fits = (name) => !words || types[name].title.toLowerCase().includes(words) || name.includes(words);
    return families
      .map((one) => ({ ...one, types: one.types.filter((name) => fits(name) || one.title.toLowerCase().includes(words)) }))
      .filter((one) => one.types.length);
  }

  render() {
    const { store } = this;
    return html`<h2 class="panel-title" id="palette-title">${store.say("palette")}</h2>
      <label class="visually-hidden" for="palette-search">${store.say("search")}</label>
      <input
        class="input palette-search"
        id="palette-search"
        type="search"
        placeholder=${store.say("search")}
        autocomplete="off"
        @input=${(event) => (this.wanted = event.target.value)}
      />
      <div class="palette-families">${this.families.map((one) => this.family(one))}</div>
      <p role="status" class="help">${this.families.length ? nothing : store.say("search_none")}</p>`;
  }

  family({ name, title, types }) {
    return html`<section aria-labelledby="family-${name}">
      <h3 class="palette-title" id="family-${name}">${title}</h3>
      <ul class="palette-types" data-palette>
        ${types.map((type) => {
          const { title: words, icon: picture } = this.store.palette.types[type];
          return html`<li data-type=${type}>
            <button class="palette-type" type="button" @click=${() => this.pick(type)}>${icon(picture)}<span>${words}</span></button>
          </li>`;
        })}
      </ul>
    </section>`;
  }

  pick(type) {
    this.dispatchEvent(new CustomEvent("wf-pick", { detail: { type }, bubbles: true }));
  }
}

customElements.define("wf-palette", Palette);
