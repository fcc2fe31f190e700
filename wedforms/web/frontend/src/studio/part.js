// What the studio's elements share: they draw into the page itself, so that its styles and labels reach them.

import { LitElement } from "lit";

export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** Draw the element again whenever the store says that something changed. */
export class Watch {
  constructor(host, storeOf = (element) => element.store) {
    this.host = host;
    this.storeOf = storeOf;
    host.addController(this);
    this.follow = () => host.requestUpdate();
  }

  hostConnected() {
    this.watched = this.storeOf(this.host);
    this.watched?.addEventListener("change", this.follow);
  }

  hostDisconnected() {
    this.watched?.removeEventListener("change", this.follow);
  }
}

/**
 * Tells the setting around an input that something typed waits, and that it does no more. Meanwhile nobody leaves
 * the page unasked, and whoever only turns away from it has `commit` called.
 */
export class Waiting {
  constructor(input) {
    this.input = input;
  }

  begin() {
    this.around = this.input.closest("wf-setting");
    this.tell("wf-typing");
  }

  /** Said to the setting itself: the input may have been taken out of it meanwhile. */
  end() {
    this.tell("wf-typed");
    this.around = null;
  }

  tell(name) {
    this.around?.dispatchEvent(new CustomEvent(name, { detail: { input: this.input } }));
  }
}
