// Passkeys: asked of the browser, answered to the server, which alone judges.

const place = document.querySelector("[data-passkeys]");

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": document.querySelector("[name=csrf_token]").value,
    },
    body: JSON.stringify(body ?? {}),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.message, { cause: told.error });
  return told;
}

const named = (one) => ({ ...one, id: bytes(one.id) });

function forMaking(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: named(options.user),
    excludeCredentials: (options.excludeCredentials ?? []).map(named),
  };
}

function asJson(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const held = parts.filter((name) => response[name]).map((name) => [name, text(response[name])]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(held),
    clientExtensionResults: {},
  };
}

async function add() {
  const current = place.querySelector("[type=password]").value;
  const options = await post(place.dataset.options, { current });
  const credential = await navigator.credentials.create({ publicKey: forMaking(options) });
  const label = place.querySelector("input").value;
  return post(place.dataset.finish, { credential: asJson(credential), label });
}

async function signIn() {
  const options = await post(place.dataset.options);
  const asked = { ...options, challenge: bytes(options.challenge), allowCredentials: [] };
  const credential = await navigator.credentials.get({ publicKey: asked });
  return post(place.dataset.finish, { credential: asJson(credential) });
}

const acts = { add, "sign-in": signIn };

async function act(button) {
  const told = place.querySelector("[role=status]");
  const password = place.querySelector("[type=password]");
  button.disabled = true;
  told.textContent = place.dataset.waiting;
  told.classList.remove("problem");
  password?.removeAttribute("aria-invalid");
  try {
    const { to } = await acts[place.dataset.passkeys]();
    window.location.assign(to);
  } catch (trouble) {
    const isTheirs = trouble instanceof DOMException;
    told.textContent = isTheirs ? place.dataset.unused : trouble.message;
    told.classList.toggle("problem", !isTheirs);
    button.disabled = false;
    if (trouble.cause === "password") {
      password.setAttribute("aria-invalid", "true");
      password.focus();
    }
  }
}

if (place && window.PublicKeyCredential) {
  place.hidden = false;
  const button = place.querySelector("button");
  if (place instanceof HTMLFormElement) {
    place.addEventListener("submit", (event) => {
      event.preventDefault();
      act(button);
    });
  } else {
    button.addEventListener("click", () => act(button));
  }
}
