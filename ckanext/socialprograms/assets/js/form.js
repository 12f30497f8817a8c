/* The publisher's form: rows of repeating groups that are added, taken out and moved; parts that open where a link
   leads. Without this script the form works with a few blank rows. */
(() => {
  "use strict";
  const form = document.querySelector(".sp-form");
  if (!form) return;

  const live = form.querySelector("[data-live]");
  const say = (text, values) => {
    live.textContent = text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
  let changed = false;

  /* Rows */

  const groupOf = (element) => element.closest("[data-group]");
  const rowsOf = (group) => [...group.querySelectorAll(":scope > .sp-items > .sp-item")];
  const nameOf = (group, row) => `${group.dataset.item} ${rowsOf(group).indexOf(row) + 1}`;
  const NUMBERED = ["id", "name", "for", "aria-describedby"];

  const renumbered = (row, group, number) => {
    const before = `${group.dataset.group}-${row.dataset.row}`;
    const after = `${group.dataset.group}-${number}`;
    for (const element of [row, ...row.querySelectorAll(NUMBERED.map((name) => `[${name}]`).join())]) {
      for (const attribute of NUMBERED) {
        const value = element.getAttribute(attribute);
        if (!value) continue;
        element.setAttribute(attribute, value.split(" ").map((word) => {
          const at = word.indexOf(before);
          const isThere = at >= 0 && ["", "-"].includes(word.charAt(at + before.length));
          return isThere ? word.slice(0, at) + after + word.slice(at + before.length) : word;
        }).join(" "));
      }
    }
    row.dataset.row = number;
  };

  const settle = (group) => {
    const rows = rowsOf(group);
    const misplaced = rows.filter((row, number) => row.dataset.row !== String(number));
    // Through numbers that no row has, so that two rows never share one on the way.
    misplaced.forEach((row, number) => renumbered(row, group, number + 1000000));
    misplaced.forEach((row) => renumbered(row, group, rows.indexOf(row)));
    rows.forEach((row, number) => {
      row.querySelector("[data-number]").textContent = number + 1;
      row.querySelectorAll("[data-which]").forEach((place) => { place.textContent = `${group.dataset.item} ${number + 1}`; });
      row.querySelector("[data-move='-1']").disabled = number === 0;
      row.querySelector("[data-move='1']").disabled = number === rows.length - 1;
    });
    group.querySelector("[data-none]").hidden = rows.length > 0;
  };

  const add = (group) => {
    const row = group.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
    group.querySelector(".sp-items").append(row);
    row.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });
    settle(group);
    row.querySelector("input:not([type=hidden]), textarea, select").focus();
    say(form.dataset.added, { item: nameOf(group, row), n: rowsOf(group).length });
  };

  const remove = (group, row) => {
    const item = nameOf(group, row);
    const notice = document.createElement("li");
    notice.className = "sp-removed";
    const text = document.createElement("span");
    text.textContent = form.dataset.removed.replace("{item}", item);
    const undo = document.createElement("button");
    undo.type = "button";
    undo.textContent = form.dataset.undo;
    undo.addEventListener("click", () => {
      notice.replaceWith(row);
      settle(group);
      row.querySelector("summary").focus();
      say(form.dataset.restored, { item: nameOf(group, row) });
    });
    notice.append(text, " ", undo);
    row.replaceWith(notice);
    settle(group);
    undo.focus();
    say(form.dataset.removed, { item });
  };

  const move = (group, row, step, button) => {
    const rows = rowsOf(group);
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    const item = nameOf(group, other);
    settle(group);
    (button.disabled ? row.querySelector(`[data-move="${-step}"]`) : button).focus();
    row.scrollIntoView({ block: "nearest" });
    say(form.dataset.moved, { item, n: rowsOf(group).indexOf(row) + 1 });
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[type=button]");
    const group = button && groupOf(button);
    if (!group) return;
    const row = button.closest(".sp-item");
    if ("add" in button.dataset) add(group);
    else if ("remove" in button.dataset) remove(group, row);
    else if ("move" in button.dataset) move(group, row, Number(button.dataset.move), button);
    else return;
    changed = true;
  });

  form.addEventListener("input", (event) => {
    changed = true;
    const row = event.target.closest(".sp-item");
    if (!row) return;
    const said = [...row.querySelectorAll("input[type=text], textarea:not([data-lines])")].map((one) => one.value.trim());
    const text = said.filter(Boolean).slice(0, 2).join(" · ");
    row.querySelector("[data-excerpt]").textContent = text.length > 90 ? `${text.slice(0, 90)}…` : text;
  });

  /* Parts */

  const reveal = (id) => {
    const target = id && document.getElementById(id);
    if (!target || !form.contains(target)) return false;
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    target.scrollIntoView();
    const first = target.matches("details") ? target.querySelector("summary") : target;
    first.focus({ preventScroll: true });
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('.sp-toc a[href^="#"], .sp-summary a[href^="#"]');
    if (link && reveal(link.hash.slice(1))) event.preventDefault();
  });
  reveal(decodeURIComponent(location.hash.slice(1)));

  const openAll = form.querySelector("[data-open-all]");
  const opening = openAll.textContent;
  openAll.addEventListener("click", () => {
    const open = openAll.getAttribute("aria-expanded") !== "true";
    form.querySelectorAll(".sp-part").forEach((part) => { part.open = open; });
    openAll.setAttribute("aria-expanded", open);
    openAll.textContent = open ? openAll.dataset.close : opening;
  });

  /* Leaving */

  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  form.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });
  form.querySelectorAll("[data-group]").forEach(settle);
  document.querySelector(".sp-summary[data-focus]")?.focus();
})();
