// The time zone of a new account: the one that this browser keeps, unless somebody chose before.

const asked = document.querySelector("[data-at-home=guessed] select[name=time_zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (asked && [...asked.options].some((option) => option.value === zone)) asked.value = zone;
