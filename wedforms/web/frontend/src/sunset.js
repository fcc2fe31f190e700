// When the sun sets: the twin of formspec/sun.py (NOAA's solar equations), held to it by tests/cases/sunset.json.

import { day as inDays, speaks, time as inTime } from "./format.js";

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Half the width of the sun below the horizon, in degrees. */
const RADIUS = 32 / (60 * 2);
const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (angle) => (angle * 180) / Math.PI;

/** Say the time of sunset anew whenever the day is chosen that a form is about. */
export function startSunset(form) {
  const { locale } = form.dataset;
  if (!speaks(locale)) return;
  for (const told of form.querySelectorAll("[data-sunset]")) {
    const question = form.querySelector(`[data-name="${CSS.escape(told.dataset.sunset)}"]`);
    const input = question?.querySelector('input[type="date"]');
    input?.addEventListener("change", () => say(told, input.value || told.dataset.known, locale));
  }
}

function say(told, iso, locale) {
  const { latitude, longitude, zone } = told.dataset;
  const at = iso && sunset(iso, { latitude: Number(latitude), longitude: Number(longitude), zone });
  const words = !iso ? told.dataset.waits : at ? told.dataset.sets : told.dataset.stays;
  told.textContent = words.replace("{time}", at ? inTime(at, locale) : "").replace("{day}", iso ? inDays(iso, locale) : "");
}

/** The minute of sunset on a day by the clock of the place: "20:47"; null where the sun does not set. */
export function sunset(iso, place) {
  const start = Date.parse(`${iso}T00:00:00Z`);
  let moment = setting(start, place);
  if (Number.isNaN(moment)) return null;
  const there = local(moment, place.zone).day;
  if (there !== iso) moment = setting(start + (there < iso ? DAY : -DAY), place);
  if (Number.isNaN(moment) || local(moment, place.zone).day !== iso) return null;
  return local(moment + MINUTE / 2, place.zone).time;
}

/** The moment of sunset on a day of Greenwich, in milliseconds; NaN where there is none. */
function setting(start, { latitude, longitude }) {
  const height = Math.min(Math.max(latitude, -89.8), 89.8);
  let minutes = 0;
  for (let turn = 0; turn < 2; turn += 1) {
    const century = (start / DAY + 2_440_587.5 + minutes / 1440 - 2_451_545) / 36_525;
    const { declination, equation } = sun(century);
    const zenith = radians(90 + RADIUS + refraction(-RADIUS));
    const [phi, delta] = [radians(height), radians(declination)];
    const cosine = (Math.cos(zenith) - Math.sin(phi) * Math.sin(delta)) / (Math.cos(phi) * Math.cos(delta));
    const offset = (-longitude + degrees(Math.acos(cosine))) * 4 - equation;
    minutes = 720 + (offset < -720 ? offset + 1440 : offset);
  }
  return start + minutes * MINUTE;
}

/** How far the air lifts what stands at the horizon, in degrees. */
function refraction(elevation) {
  const steps = [0.711, -12.79, 103.4, -518.2, 1735];
  return steps.reduce((sum, step) => step + elevation * sum) / 3600;
}

/** The sun's declination in degrees, and the equation of time in minutes. */
function sun(century) {
  const longitude = (((280.46646 + century * (36000.76983 + 0.0003032 * century)) % 360) + 360) % 360;
  const anomaly = radians(357.52911 + century * (35999.05029 - 0.0001537 * century));
  const eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century);
  const centre =
    Math.sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century)) +
    Math.sin(2 * anomaly) * (0.019993 - 0.000101 * century) +
    Math.sin(3 * anomaly) * 0.000289;
  const omega = radians(125.04 - 1934.136 * century);
  const apparent = longitude + centre - 0.00569 - 0.00478 * Math.sin(omega);
  const seconds = 21.448 - century * (46.815 + century * (0.00059 - century * 0.001813));
  const obliquity = radians(23 + (26 + seconds / 60) / 60 + 0.00256 * Math.cos(omega));
  const y = Math.tan(obliquity / 2) ** 2;
  const l = radians(longitude);
  const equation =
    y * Math.sin(2 * l) -
    2 * eccentricity * Math.sin(anomaly) +
    4 * eccentricity * y * Math.sin(anomaly) * Math.cos(2 * l) -
    0.5 * y * y * Math.sin(4 * l) -
    1.25 * eccentricity * eccentricity * Math.sin(2 * anomaly);
  return { declination: degrees(Math.asin(Math.sin(obliquity) * Math.sin(radians(apparent)))), equation: degrees(equation) * 4 };
}

/** Day and time of a moment by the clock of a zone. */
function local(moment, timeZone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone, hourCycle: "h23", numberingSystem: "latn", calendar: "gregory",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  });
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { day: `${part.year.padStart(4, "0")}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}
