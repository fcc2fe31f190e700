// Lists what the page around hears of its forms: no answer is ever among it.
const list = document.getElementById("heard");
for (const form of list ? document.querySelectorAll("wed-form") : []) {
  for (const name of ["ready", "height", "page", "submitted", "closed"]) {
    form.addEventListener(name, ({ detail }) => {
      const line = document.createElement("li");
      line.textContent = `${form.getAttribute("form")}: ${name} ${Object.values(detail).join(" of ")}`;
      list.append(line);
    });
  }
}
