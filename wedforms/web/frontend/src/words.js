// What the scripts say, in English; a page in another language brings its own words under the same keys.

const ENGLISH = {
  saving: "Saving…",
  saved: "Saved {time}",
  failing: "Not saved yet. Everything is kept on this device, and we keep trying.",
  offline: "You are offline. Everything is kept on this device.",
  refused: "This could not be saved. What you typed is still here: please copy it before you leave.",
  restored: "We put back what you had typed on this device.",
  elsewhere: "Brought up to date with your other window.",
  sending: "Sending…",
  slow: "This takes longer than usual. Please stay on this page.",
  unsent: "It could not be sent: the connection is gone. Nothing is lost. Please try again in a moment.",
  uploading: "Uploading {name}: {percent} %",
  uploaded: "{name} was added.",
  upload_failed: "{name} could not be uploaded. Please try again.",
  upload_offline: "{name} was not uploaded: the connection is gone. Please choose it again when you are back online.",
  upload_large: "{name} is too large. The most is {most}.",
  upload_many: "No more than {most} files fit here.",
  uploads_wait: "Please wait until your files have been uploaded.",
  cancel: "Cancel",
  remove: "Remove",
  removed: "{name} was removed.",
  row_added: "{name} was added.",
  row_removed: "{name} was removed.",
  row_moved: "{name} is now number {place}.",
  page: "Page {here} of {all}",
  problem: "{question}: {problem}",
  undo: "Undo",
  again: "Try again",
  cleared: "The signature was cleared.",
  asked: "Asked as well now: {names}.",
  unasked: "No longer asked: {names}.",
  unavailable: "not available",
  locked: "This is set by your other answers.",
  preview: "This is a preview: nothing that is typed here is kept or sent.",
  undecided: "Not decided yet",
  spring: "Spring {year}",
  summer: "Summer {year}",
  autumn: "Autumn {year}",
  winter: "Winter {year}",
  yes: "Yes",
  no: "No",
};

/** A function from a key and its values to words, in the language of the page. */
export function speaker(given = {}) {
  return (key, values = {}) =>
    (given[key] ?? ENGLISH[key]).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
