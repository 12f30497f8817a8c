/* Moves the bar of an import, and opens the page anew when its work is done. Without this script the page refreshes. */
(() => {
  "use strict";
  const place = document.querySelector("[data-import-status]");
  if (!place) return;
  const bar = place.querySelector("progress");
  const figure = place.querySelector("[data-figure]");
  const waiting = document.querySelector("[data-waiting]");
  let pause = 700;

  const show = (one) => {
    waiting.hidden = !one.waiting;
    if (!one.total) return;
    const part = Math.min(100, Math.round((100 * one.done) / one.total));
    bar.value = part;
    figure.textContent = `${part} %`;
  };

  const ask = async () => {
    try {
      const answer = await fetch(place.dataset.importStatus, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const one = await answer.json();
      if (one.stage !== place.dataset.importStage) return location.reload();
      show(one);
    } catch {
      pause = Math.min(pause * 2, 10000); /* the network may come back */
    }
    return setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
})();
