// Amounts as people type them, 12.50, 12,50 or 1,250, and as they are kept: whole minor units.

const MOST_DIGITS = 12;

/** The minor units of what was typed; null for nothing, undefined for what is no amount. */
export function minorUnits(typed, digits) {
  const plain = typed.trim().replace(/^[£$€¥]\s*/, "").replace(/^(-?\d+),(\d{2})$/, "$1.$2");
  const text = plain.replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))/g, "");
  if (!text) return null;
  const found = /^(-?)(\d{1,12})(?:\.(\d*))?$/.exec(text);
  if (!found || (found[3] ?? "").length > digits) return undefined;
  const whole = BigInt(found[2]) * 10n ** BigInt(digits) + BigInt((found[3] ?? "").padEnd(digits, "0") || "0");
  return Number(found[1] ? -whole : whole);
}

/** What is to be said of a text that is no amount: it is only too large, or written otherwise. */
export function amountFault(typed) {
  return /^\D{0,3}\d[\d,]*(?:\.\d*)?$/.test(typed.trim()) && typed.replace(/\..*$/, "").replaceAll(/\D/g, "").length > MOST_DIGITS ? "amount_large" : "amount_wrong";
}

/** The amount as it is typed: 1250 is "12.50". */
export function typedAmount(minor, digits) {
  if (minor === null || minor === undefined || !Number.isSafeInteger(minor)) return minor === null || minor === undefined ? "" : String(minor);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const sign = minor < 0 ? "-" : "";
  return digits ? `${sign}${whole}.${text.slice(-digits)}` : `${sign}${whole}`;
}

/** How many digits a currency has behind its point. */
export function digitsOf(currency) {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  } catch {
    return 2;
  }
}

/** The sign of a currency: £. */
export function signOf(currency) {
  try {
    const parts = new Intl.NumberFormat("en-GB", { style: "currency", currency, currencyDisplay: "narrowSymbol" }).formatToParts(0);
    return parts.find((part) => part.type === "currency").value;
  } catch {
    return currency;
  }
}
