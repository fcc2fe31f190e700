// How the element looks, out of reach of the page around: !important inside a shadow wins over !important outside.

const RULES = `
:host {
  display: block !important;
  position: relative !important;
  visibility: visible !important;
  opacity: 1 !important;
  float: none !important;
  transform: none !important;
  filter: none !important;
  clip-path: none !important;
  mask: none !important;
  zoom: 1 !important;
  columns: auto !important;
  contain: none !important;
  content-visibility: visible !important;
  pointer-events: auto !important;
  block-size: auto !important;
  max-block-size: none !important;
  min-block-size: 0 !important;
  overflow: visible !important;
  animation: none !important;
  transition: none !important;
}
:host([hidden]) { display: none !important; }
:host([mode="popup"]) { display: inline-block !important; }
.box { all: initial; display: block; }
:host([mode="page"]) .box {
  position: fixed;
  inset: 0;
  z-index: 2147483647;
  display: flex;
  background: #fff;
}
iframe {
  all: initial;
  display: block;
  inline-size: 100%;
  block-size: 20rem;
  border: 0;
  color-scheme: normal;
}
:host([mode="page"]) iframe { flex: 1; block-size: 100%; }
iframe[hidden] { display: none; }
.told {
  all: initial;
  display: block;
  padding: 1.5rem;
  border: 1px solid #d8d0c4;
  border-radius: .5rem;
  background: #fff;
  color: #2b2825;
  font: 1rem/1.5 system-ui, sans-serif;
}
.told[hidden] { display: none; }
.told a { color: #2f5d46; display: inline-block; padding-block: .5rem; }
button {
  all: initial;
  box-sizing: border-box;
  min-block-size: 2.75rem;
  padding: .625rem 1.5rem;
  border-radius: .5rem;
  background: #4a6152;
  color: #fff;
  font: 600 1.0625rem/1.3 system-ui, sans-serif;
  cursor: pointer;
}
button:focus-visible, .told a:focus-visible { outline: 3px solid #2f5d46; outline-offset: 3px; }
dialog {
  all: initial;
  box-sizing: border-box;
  position: fixed;
  inset: 0;
  display: none;
  flex-direction: column;
  inline-size: min(46rem, 100vw - 2rem);
  max-block-size: calc(100dvh - 2rem);
  block-size: fit-content;
  margin: auto;
  border-radius: .875rem;
  background: #fff;
  overflow: hidden;
  box-shadow: 0 1rem 4rem #0006;
}
dialog[open] { display: flex; animation: rise .2s ease-out; }
dialog::backdrop { background: #0008; }
.top { display: flex; justify-content: flex-end; padding: .25rem; }
.top button { min-inline-size: 2.75rem; padding: .5rem; background: none; color: #2b2825; text-align: center; font-size: 1.5rem; line-height: 1; }
dialog iframe { flex: 0 1 auto; min-block-size: 10rem; max-block-size: calc(100dvh - 6rem); }
@keyframes rise { from { opacity: 0; transform: translateY(.75rem); } }
@media (max-width: 40rem) {
  dialog { inline-size: 100vw; max-inline-size: none; max-block-size: none; block-size: 100dvh; border-radius: 0; }
  dialog iframe { flex: 1; max-block-size: none; }
}
@media (prefers-reduced-motion: reduce) { dialog[open] { animation: none; } }
@media (forced-colors: active) { button, dialog { border: 1px solid; } }
`;

let sheet;

/** Dress a shadow root; a style sheet made by a script needs no leave of the page's content policy. */
export function dress(shadow) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  shadow.adoptedStyleSheets = [sheet];
}
