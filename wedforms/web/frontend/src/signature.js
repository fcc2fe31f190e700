// A signature drawn by hand: kept as strokes in a hidden input, redrawn when the pad changes its size.

import { announceChange } from "./page.js";
import { denormalise, normalise, parseStrokes } from "./strokes.js";

/** Start every pad as it comes into view; the drawing library is fetched only then. */
export function startSignatures(page, status) {
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      void openPad(page, target, status);
    }
  }, { rootMargin: "400px" });
  const offer = (root) => root.querySelectorAll("[data-signature]").forEach((one) => offerPad(one, near));
  page.form.addEventListener("wedforms:row", (event) => offer(event.target));
  offer(page.form);
}

function offerPad(signature, near) {
  const choice = signature.querySelector('[data-kind-choice="drawn"]');
  const panel = signature.querySelector('[data-kind="drawn"]');
  if (!panel) return;
  if (choice) choice.hidden = false;
  else panel.hidden = false;
  near.observe(panel.querySelector("[data-pad]"));
}

async function openPad(page, canvas, status) {
  const { default: SignaturePad } = await import("signature_pad");
  const panel = canvas.closest("[data-kind]");
  const carrier = panel.querySelector("input[type=hidden]");
  const ink = getComputedStyle(canvas).color;
  const pad = new SignaturePad(canvas, { penColor: ink, minWidth: 0.8, maxWidth: 2.6 });
  const size = () => canvas.getBoundingClientRect();

  function redraw() {
    fit(canvas);
    pad.fromData(denormalise(parseStrokes(carrier.value), size(), { penColor: ink, minWidth: 0.8, maxWidth: 2.6 }));
  }

  function keep(strokes) {
    carrier.value = strokes.length ? JSON.stringify(strokes) : "";
    announceChange(carrier);
  }

  const undo = undoButton(panel, page.words("undo"), () => {
    keep(parseStrokes(carrier.value).slice(0, -1));
    redraw();
  });
  panel.querySelector('[data-action="clear-pad"]').addEventListener("click", () => {
    keep([]);
    redraw();
    status.announce(page.words("cleared"));
  });
  pad.addEventListener("endStroke", () => {
    const last = normalise(pad.toData().slice(-1), size());
    keep([...parseStrokes(carrier.value), ...last]);
  });
  page.form.addEventListener("wedforms:written", redraw);
  new ResizeObserver(redraw).observe(canvas);
  canvas.dataset.ready = "";
  if (carrier.disabled || canvas.closest("[data-locked]")) pad.off();
  return undo;
}

function undoButton(panel, label, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet" });
  button.textContent = label;
  button.dataset.action = "undo-pad";
  button.addEventListener("click", act);
  panel.querySelector('[data-action="clear-pad"]').before(button);
  return button;
}

// As many dots as the screen has; drawing on in the pad's own measure.
function fit(canvas) {
  const ratio = Math.max(devicePixelRatio, 1);
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
}
