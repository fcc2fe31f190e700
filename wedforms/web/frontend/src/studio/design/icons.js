// Small line pictures for the kinds of fields; a kind without one gets a plain box.

import { svg, html } from "lit";

const PATHS = {
  text: "M4 7h16M4 12h10",
  paragraph: "M4 6h16M4 10h16M4 14h16M4 18h9",
  email: "M4 6h16v12H4zM4 7l8 6 8-6",
  phone: "M7 3h10v18H7zM11 18h2",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  number: "M9 4 7 20M17 4l-2 16M5 9h15M4 15h15",
  slider: "M4 12h16M9 8v8",
  money: "M8 20h9M8 12h6M16 7a4 4 0 0 0-7 2c0 4 1 7-1 11",
  star: "m12 4 2.4 5 5.6.8-4 4 1 5.6-5-2.7-5 2.7 1-5.6-4-4 5.6-.8z",
  toggle: "M8 7h8a5 5 0 0 1 0 10H8A5 5 0 0 1 8 7zM8 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5",
  radio: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  dropdown: "M4 6h16v12H4zM9 11l3 3 3-3",
  checkbox: "M5 5h14v14H5zM8.500 12l2.500 2.500 4.500-5",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  ranking: "M10 6h10M10 12h10M10 18h10M4 5l1-.500V8M4 11h2l-2 3h2M4 17h2l-1 1.500 1 1.500H4",
  matrix: "M4 4h16v16H4zM4 10h16M4 15h16M10 4v16",
  date: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  time: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2",
  date_time: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M12 13v3l2 1",
  date_range: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 15h8",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  picture_choice: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  rings: "M9 8a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM15 8a5 5 0 1 0 0 10 5 5 0 0 0 0-10",
  address: "M4 12l8-7 8 7M6 10.500V20h12v-9.500",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 20a7 7 0 0 1 14 0",
  couple: "M8 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM16 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19a5 5 0 0 1 10 0M13 16a5 5 0 0 1 8 3",
  tick: "M5 12l5 5L19 7",
  initials: "M5 18V6M10 18V6M10 6h4a3 3 0 0 1 0 6h-4",
  signature: "M3 17c4-9 7-11 7-8s-4 8-2 8 4-6 6-6-1 5 1 5 3-2 6-2",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  group: "M5 4h14v6H5zM5 14h14v6H5z",
  menu: "M7 3v7a2 2 0 0 0 4 0V3M9 12v9M17 3c-2 2-2 7 0 9v9",
  package: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
  calculation: "M6 3h12v18H6zM9 7h6M9 12h.01M12 12h.01M15 12h.01M9 16h.01M12 16h.01M15 16h.01",
  hidden: "M4 4l16 16M9 6a9 9 0 0 1 12 6 10 10 0 0 1-2.500 3.500M6 8a10 10 0 0 0-3 4 9 9 0 0 0 12 5.500",
  heading: "M6 5v14M18 5v14M6 12h12",
  clause: "M12 4a3 3 0 0 0-2 5.500l4 3a3 3 0 0 1-2 5.500M9 8l6 5M9 11l6 5",
  sunset: "M3 17h18M6 17a6 6 0 0 1 12 0M12 4v4M4 10l2 2M20 10l-2 2M7 21h10",
  divider: "M4 12h16",
  page_break: "M6 4v5h12V4M6 20v-5h12v5M3 12h18",
};

/** A picture that says nothing to those who listen: the words are beside it. */
export function icon(name) {
  const path = PATHS[name] ?? "M5 5h14v14H5z";
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${svg`<path d=${path} />`}</svg>`;
}
