// Values in the words of the reader's language, as the server writes them too.

/** A file's size as the page writes it: "340 kB", "1.2 MB". */
export function sizeInWords(bytes, locale) {
  const big = bytes >= 1_000_000;
  const format = new Intl.NumberFormat(locale, { style: "unit", unit: big ? "megabyte" : "kilobyte", maximumFractionDigits: 1 });
  return format.format(big ? bytes / 1_000_000 : Math.ceil(bytes / 1000));
}

/** An amount of minor units with its currency: 165000 → "£1,650.00". */
export function money(minor, currency, locale) {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const places = format.resolvedOptions().maximumFractionDigits;
  return format.format(Number(minor) / 10 ** places);
}

/** A day in full: "5 June 2027". */
export function day(iso, locale) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
}

/** A number of at most six places. */
export function number(value, locale) {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(Number(value));
}
