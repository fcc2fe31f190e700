// Buttons that copy a text: shown where scripts run, said to listeners, undone by nobody.

const SAID_FOR = 2_500;

for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const words = button.firstChild;
  const before = words.textContent;
  const said = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  said.setAttribute("role", "status");
  button.after(said);
  button.hidden = false;
  text.addEventListener("focus", () => text.select());
  button.addEventListener("click", async () => {
    const told = (await isCopied(text)) ? button.dataset.done : button.dataset.failed;
    words.textContent = told;
    said.textContent = told;
    setTimeout(() => {
      words.textContent = before;
      said.textContent = "";
    }, SAID_FOR);
  });
}

async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    text.select();
    return false;
  }
}
