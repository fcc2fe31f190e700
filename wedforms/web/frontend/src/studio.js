// The studio beyond plain HTML: each part of it is loaded where a page has the element that begins it.

if (document.querySelector("wf-builder")) await import("./studio/design/builder.js");
if (document.querySelector("[data-copy]")) await import("./studio/copy.js");
if (document.querySelector("[data-translations]")) await import("./studio/languages.js");
