/* Copies the address of a page. Without this script the address stands there to be selected. */
(() => {
  "use strict";
  for (const place of document.querySelectorAll("[data-copy]")) {
    const [address, button, told] = place.children;
    if (!navigator.clipboard) continue;
    button.hidden = false;
    const name = button.textContent;
    button.addEventListener("click", async () => {
      address.select();
      await navigator.clipboard.writeText(address.value);
      button.textContent = told.textContent = button.dataset.done;
      setTimeout(() => {
        button.textContent = name;
        told.textContent = "";
      }, 4000);
    });
  }
})();
