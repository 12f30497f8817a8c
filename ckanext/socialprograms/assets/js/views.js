/* Charts of the views: they are fetched when someone opens one, since they are heavier than all else here. */
(() => {
  "use strict";

  let loaded = null;

  for (const frame of document.querySelectorAll("details[data-chart]")) {
    frame.hidden = false;
    frame.addEventListener("toggle", () => { if (frame.open) open(frame); });
  }

  function open(frame) {
    const place = frame.querySelector(".sp-chart");
    if (place.dataset.drawn) return;
    place.dataset.drawn = "1";
    const { scripts, spec, words } = JSON.parse(frame.dataset.chart);
    loaded ??= scripts.reduce((before, address) => before.then(() => script(address)), Promise.resolve());
    loaded
      .then(() => vegaEmbed(place, themed(spec, place), {
        actions: { export: { png: true, svg: true }, source: false, compiled: false, editor: false },
        i18n: { PNG_ACTION: words.png, SVG_ACTION: words.svg, CLICK_TO_VIEW_ACTIONS: words.actions },
        renderer: "svg",
        tooltip: true,
      }))
      .then(() => place.querySelector("summary")?.setAttribute("aria-label", words.actions))
      .catch(() => { place.textContent = words.trouble; });
  }

  function themed(spec, place) {
    const style = getComputedStyle(place);
    const ink = style.color;
    const line = style.getPropertyValue("--sp-line").trim();
    const series = ["--sp-evidence", "--sp-soon", "--sp-declared", "--sp-done", "--sp-late"];
    const axis = { labelColor: ink, titleColor: ink, gridColor: line, domainColor: line, tickColor: line, labelFontSize: 13, titleFontSize: 13 };
    return {
      ...spec,
      config: {
        background: "transparent",
        font: style.fontFamily,
        view: { stroke: null },
        axis,
        legend: { labelColor: ink, titleColor: ink, labelFontSize: 13, titleFontSize: 13 },
        range: { category: series.map((name) => style.getPropertyValue(name).trim()) },
      },
    };
  }

  function script(address) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }
})();
