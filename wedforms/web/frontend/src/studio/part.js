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
