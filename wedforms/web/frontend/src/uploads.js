// Files are sent as soon as they are chosen: progress, thumbnail, cancel, try again, remove.

import { calm, hidden, itemFor, progressBar, quietButton, showProgress } from "./fileitem.js";
import { sizeInWords } from "./format.js";
import { post } from "./network.js";
import { announceChange } from "./page.js";
import { thumbnail } from "./thumbnail.js";

/** Start every file input; `finished()` resolves when nothing is under way. */
export function startUploads(page, saving) {
  const { form, words } = page;
  const underWay = new Set();

  form.addEventListener("change", (event) => {
    if (!saving.takesFiles || !event.target.matches?.("input[type=file][data-upload]")) return;
    event.stopPropagation();
    const files = [...event.target.files];
    event.target.value = ""; // sent here, not once more with the form
    take(event.target, files);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest('[data-action="drop"]');
    if (!button) return;
    event.preventDefault();
    drop(button.closest("[data-file]"));
  });

  function take(input, files) {
    const list = listOf(input);
    const most = mostFiles(input);
    if (most === 1) [...list.children].forEach((item) => item.remove());
    const room = most - list.children.length;
    files.slice(0, room).forEach((file) => begin(input, list, file));
    files.slice(room).forEach((file) => refuse(list, file, words("upload_many", { most })));
  }

  function begin(input, list, file) {
    const largest = Number(input.dataset.maxSize || Infinity);
    if (file.size > largest) {
      const most = sizeInWords(largest, page.locale);
      return refuse(list, file, words("upload_large", { name: file.name, most }));
    }
    const item = itemFor(file.name, file.size, page.locale);
    thumbnail(file, item);
    list.append(item);
    return run(input, item, file);
  }

  function refuse(list, file, said) {
    const item = itemFor(file.name, file.size, page.locale);
    list.append(item);
    showProblem(item, said, []);
  }

  function run(input, item, file) {
    const upload = transfer(page, saving, inputName(input), file, (share) => showProgress(item, share));
    const quit = quietButton(words("cancel"), file.name, () => upload.cancel());
    item.classList.add("is-uploading");
    item.append(progressBar(words("uploading", { name: file.name, percent: "" })), quit);
    saving.status.announce(words("uploading", { name: file.name, percent: 0 }));
    const ended = upload.done.then(
      (kept) => finish(input, item, kept),
      (reason) => fail(input, item, file, reason),
    );
    underWay.add(ended);
    return ended.finally(() => underWay.delete(ended));
  }

  function finish(input, item, kept) {
    const isHeld = item.contains(document.activeElement);
    calm(item);
    item.dataset.file = kept.id;
    item.querySelector(".file-name").textContent = kept.name;
    const carrier = hidden(inputName(input), JSON.stringify(kept));
    const button = quietButton(words("remove"), kept.name, () => {});
    button.dataset.action = "drop";
    item.append(carrier, button);
    if (isHeld) button.focus();
    announceChange(carrier);
    saving.status.announce(words("uploaded", { name: kept.name }));
  }

  function fail(input, item, file, reason) {
    if (reason === "cancelled") return takeAway(item);
    const isHeld = item.contains(document.activeElement);
    calm(item);
    const said = reason.words ?? words(reason === "offline" ? "upload_offline" : "upload_failed", { name: file.name });
    const retry = quietButton(words("again"), file.name, () => {
      calm(item);
      void run(input, item, file);
      item.querySelector("button").focus();
    });
    showProblem(item, said, reason.words ? [] : [retry]);
    if (isHeld) item.querySelector("button").focus();
    return undefined;
  }

  /** What comes to nothing leaves the list, and the focus goes back to where files are chosen. */
  function takeAway(item) {
    const chooser = item.closest("[data-field]").querySelector("[data-upload]");
    const isHeld = item.contains(document.activeElement);
    item.remove();
    if (isHeld) chooser.focus();
  }

  function showProblem(item, said, ways) {
    const problem = Object.assign(document.createElement("p"), { className: "problem", textContent: said });
    const name = item.querySelector(".file-name").textContent;
    item.classList.add("has-problem");
    item.append(problem, ...ways, quietButton(words("remove"), name, () => takeAway(item)));
    saving.status.announce(said);
  }

  function drop(item) {
    const carrier = item.querySelector("input[type=hidden]");
    const name = item.querySelector(".file-name").textContent;
    const field = item.closest("[data-field]");
    item.remove();
    announceChange(field.querySelector("[data-upload]").closest("[data-field]"));
    saving.status.announce(words("removed", { name }));
    field.querySelector("[data-upload]").focus();
    const url = `${form.dataset.uploadUrl}${carrier.name}/${item.dataset.file}/remove`;
    if (form.dataset.uploadUrl) post(form, url, {}).catch(() => {}); // the draft no longer names it; the purge takes it
  }

  return {
    finished: async () => {
      while (underWay.size) await Promise.all(underWay);
    },
  };
}

const listOf = (input) => input.closest("[data-field]").querySelector("[data-files]");
const mostFiles = (input) => (input.multiple ? Number(input.dataset.maxFiles || Infinity) : 1);

/** The name that carries the uploaded file: the field's own, or the file part of a signature. */
export function inputName(input) {
  const { field, name } = input.closest("[data-field]").dataset;
  return field === "signature" ? `${name}-file` : name;
}

function transfer(page, saving, name, file, progress) {
  const request = new XMLHttpRequest();
  let cancelled = false;
  const done = saving.draft.start().then(
    () =>
      new Promise((resolve, reject) => {
        if (cancelled) return reject("cancelled");
        request.upload.addEventListener("progress", (event) => progress(event.loaded / event.total));
        request.addEventListener("load", () => settle(request, resolve, reject));
        request.addEventListener("error", () => reject("offline"));
        request.addEventListener("abort", () => reject("cancelled"));
        request.open("POST", page.form.dataset.uploadUrl + encodeURIComponent(name));
        request.setRequestHeader("Accept", "application/json");
        request.setRequestHeader("Accept-Language", document.documentElement.lang);
        request.responseType = "json";
        request.send(body(page.form, file));
      }),
    () => Promise.reject("offline"),
  );
  const cancel = () => {
    cancelled = true;
    request.abort();
  };
  return { done, cancel };
}

function body(form, file) {
  const data = new FormData();
  data.set("_token", form.elements._token.value);
  data.set("file", file);
  return data;
}

function settle(request, resolve, reject) {
  const answer = request.response ?? {};
  if (request.status < 300 && answer.id) resolve(answer);
  else reject({ words: request.status < 500 ? answer.message : undefined });
}
