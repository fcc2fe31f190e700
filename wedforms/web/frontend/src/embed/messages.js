// What the frame and the page around it say to each other, and how each knows that it is the other who speaks.

const VERSION = 1;
const TALLEST = 100_000;
const LONGEST_TITLE = 300;

const isCount = (value, most) => Number.isInteger(value) && value >= 0 && value <= most;

// Only these, each of its shape; no message holds an answer or a secret.
const SHAPES = {
  ready: ({ title }) => typeof title === "string" && title.length <= LONGEST_TITLE,
  height: ({ height }) => isCount(height, TALLEST),
  page: ({ page, pages }) => isCount(page, 1000) && isCount(pages, 1000),
  submitted: () => true,
  escape: () => true,
  hello: ({ fit }) => typeof fit === "boolean",
};

/** A message of this type, ready to be posted. */
export const message = (type, more = {}) => ({ wedforms: VERSION, type, ...more });

/** The type of what was heard, or "" for anything that we would never say. */
export function typeOf(data, types) {
  if (data === null || typeof data !== "object" || data.wedforms !== VERSION) return "";
  const { type } = data;
  return typeof type === "string" && types.includes(type) && SHAPES[type](data) ? type : "";
}

/** Whether an origin is among the allowed sites; `https://*.example.com` stands for every name below it. */
export function isAllowed(sites, origin) {
  return sites.some((site) => {
    const [scheme, name] = site.split("://*.");
    if (name === undefined) return site === origin;
    return origin.startsWith(`${scheme}://`) && origin.slice(scheme.length + 3).endsWith(`.${name}`);
  });
}
