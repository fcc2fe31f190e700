// Which questions came and went with an answer, for those who do not see it happen.

const MOST_NAMES = 5;
/** A question's own mark and then the full stop of the sentence that names it. */
const ENDED_TWICE = /([?!؟…])\./gu;

/** A function that is given what stands on the page after each settling, and tells what turned. */
export function startAsked({ words, locale }, announce) {
  const known = new WeakMap();

  function turnedTo(elements, isHidden) {
    const names = elements.filter((one) => one.hidden === isHidden && isInSight(one)).map(nameOf);
    return listed([...new Set(names.filter(Boolean))], locale);
  }

  return (elements, { byPerson }) => {
    const turned = elements.filter((one) => (known.get(one) ?? one.hidden) !== one.hidden);
    elements.forEach((one) => known.set(one, one.hidden));
    if (!byPerson) return;
    const [asked, unasked] = [turnedTo(turned, false), turnedTo(turned, true)];
    const told = [asked && words("asked", { names: asked }), unasked && words("unasked", { names: unasked })];
    if (asked || unasked) announce(told.filter(Boolean).join(" ").replace(ENDED_TWICE, "$1"));
  };
}

const isInSight = (element) => !element.parentElement.closest("[hidden]");

/** The words of a question without its mark. */
const nameOf = (element) => element.querySelector(".group-title, .label, legend, .choice-label")?.firstChild?.textContent.trim() ?? "";

function listed(names, locale) {
  const shown = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), "…"] : names;
  return new Intl.ListFormat(locale, { type: "unit", style: "short" }).format(shown);
}
