/* Suggests records, agencies and kinds of support while somebody writes in a search box: the combobox pattern of the
   ARIA guide. The box stays a search box without this script. */
(() => {
  "use strict";
  const PAUSE = 180;
  const SHORTEST = 2;

  const start = (box) => {
    const list = document.createElement("ul");
    const said = document.createElement("span");
    const texts = box.dataset;
    let chosen = -1;
    let asked = 0;
    let timer;
    list.id = `${box.id}-list`;
    list.className = "sp-suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", texts.suggestLabel);
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "false");
    box.setAttribute("aria-controls", list.id);
    box.after(list, said);

    const close = () => {
      list.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };

    const choose = (number) => {
      const options = [...list.children];
      chosen = (number + options.length) % options.length;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
      options[chosen].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", options[chosen].id);
    };

    const option = (one, at) => {
      const item = document.createElement("li");
      const kind = document.createElement("small");
      item.id = `${list.id}-${at}`;
      item.dataset.url = one.url;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(one.label, " ");
      kind.textContent = one.kind;
      item.append(kind);
      return item;
    };

    const show = (found) => {
      list.replaceChildren(...found.map(option));
      chosen = -1;
      box.removeAttribute("aria-activedescendant");
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(found.length > 0));
      said.textContent = found.length ? texts.suggestSome.replace("{n}", found.length) : "";
    };

    const ask = async () => {
      const words = box.value.trim();
      const own = ++asked;
      if (words.length < SHORTEST) return close();
      try {
        const answer = await fetch(`${texts.suggest}?q=${encodeURIComponent(words)}`);
        const found = answer.ok ? await answer.json() : [];
        if (own === asked && document.activeElement === box) show(found);
      } catch {
        close(); /* a help that does not come is none that is missed */
      }
    };

    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    box.addEventListener("keydown", (event) => {
      if (list.hidden) {
        if (event.key === "ArrowDown" && list.children.length) {
          list.hidden = false;
          box.setAttribute("aria-expanded", "true");
          choose(0);
          event.preventDefault();
        }
        return;
      }
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
      else return;
      event.preventDefault();
    });
    box.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) location.assign(item.dataset.url);
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(start);
})();
