// Values in the words of the reader's language, as the server writes them too.

const UNITS = ["byte", "kilobyte", "megabyte"];

/** A file's size: "340 kB", "1.2 MB". */
export function sizeInWords(bytes, locale) {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[step],
    maximumFractionDigits: step === 2 ? 1 : 0,
  }).format(bytes / 1000 ** step);
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
