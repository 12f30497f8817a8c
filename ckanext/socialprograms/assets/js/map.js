/* The works map: the server sends clusters for what is in sight, and this draws them. Without it the list says the same. */
(() => {
  "use strict";

  const WAIT = 150;

  for (const frame of document.querySelectorAll(".sp-map[data-map]")) start(frame);

  function start(frame) {
    const told = JSON.parse(frame.dataset.map);
    const words = JSON.parse(frame.dataset.words);
    const number = new Intl.NumberFormat(document.documentElement.lang || "es");
    const note = frame.parentElement.querySelector(".sp-mapnote");
    const help = frame.parentElement.querySelector(".sp-maphelp");
    frame.hidden = false;
    help.hidden = false;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", words.map);
    const [farthest, nearest] = told.zooms;
    const map = L.map(frame, { zoomControl: false, minZoom: farthest, maxZoom: nearest, worldCopyJump: true });
    L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
    map.attributionControl.setPrefix(false);
    if (told.tiles) L.tileLayer(told.tiles, { attribution: told.attribution, maxZoom: nearest }).addTo(map);
    map.fitBounds(told.bounds, { padding: [24, 24], maxZoom: 15, animate: false });
    const drawn = L.layerGroup().addTo(map);
    if (frame.dataset.zones) zones(frame.dataset.zones);
    draw(told.first);

    let timer = 0;
    let asked = null;
    if (frame.dataset.part) map.on("moveend", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    if (frame.dataset.part) ask();

    function ask() {
      asked?.abort();
      asked = new AbortController();
      const address = new URL(frame.dataset.part, location.href);
      address.searchParams.set("box", map.getBounds().pad(0.1).toBBoxString());
      address.searchParams.set("zoom", map.getZoom());
      fetch(address, { signal: asked.signal, credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
        .then((part) => { note.textContent = ""; draw(part); })
        .catch((error) => { if (error.name !== "AbortError") note.textContent = words.trouble; });
    }

    function draw(part) {
      // Who moves by keyboard stays on the map when its marks are drawn anew.
      const isHeld = frame.contains(document.activeElement);
      drawn.clearLayers();
      if (isHeld) frame.focus({ preventScroll: true });
      for (const [latitude, longitude, name] of part.places) {
        const icon = L.divIcon({ className: "sp-landmark", html: text(name), iconSize: null });
        L.marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(drawn);
      }
      for (const { latitude, longitude, count, size, work } of apart(part)) {
        if (work) single(latitude, longitude, ...work);
        else cluster(latitude, longitude, count, size);
      }
    }

    /* No mark may lie upon another one: the smaller joins the larger. */
    function apart(part) {
      const most = Math.max(1, ...part.clusters.map((one) => one[2]));
      const marks = [
        ...part.clusters.map(([latitude, longitude, count]) => ({ latitude, longitude, count, size: 30 + 22 * Math.sqrt(count / most) })),
        ...part.works.map(([latitude, longitude, ...work]) => ({ latitude, longitude, count: 1, size: 26, work })),
      ].sort((one, other) => other.count - one.count);
      const placed = [];
      for (const mark of marks) {
        mark.point = map.latLngToLayerPoint([mark.latitude, mark.longitude]);
        const near = placed.find((one) => one.point.distanceTo(mark.point) < (one.size + mark.size) / 2 + 2);
        if (near) Object.assign(near, { count: near.count + mark.count, size: Math.max(near.size, 30), work: undefined });
        else placed.push(mark);
      }
      return placed;
    }

    function cluster(latitude, longitude, count, size) {
      const icon = L.divIcon({ className: "sp-cluster", html: short(count), iconSize: [size, size] });
      const title = words.works.replace("{n}", number.format(count));
      const come = () => closer(latitude, longitude, count);
      const marker = L.marker([latitude, longitude], { icon, title, alt: title }).on("click", come).addTo(drawn);
      marker.on("keypress", (event) => { if (event.originalEvent.key === "Enter") come(); });
    }

    function single(latitude, longitude, key, name) {
      const icon = L.divIcon({ className: "sp-work", html: "", iconSize: [26, 26] });
      const marker = L.marker([latitude, longitude], { icon, title: name || key, alt: name || key }).addTo(drawn);
      marker.bindPopup(() => popup(name || key, words.open, frame.dataset.work?.replace("KEY", encodeURIComponent(key))));
    }

    function closer(latitude, longitude, count) {
      if (map.getZoom() < nearest) return map.setView([latitude, longitude], Math.min(map.getZoom() + 2, nearest));
      const side = 0.0003;
      const box = [longitude - side, latitude - side, longitude + side, latitude + side].join();
      const address = frame.dataset.list?.replace("BOX", box).replace("ZOOM", nearest);
      map.openPopup(popup(words.works.replace("{n}", number.format(count)), words.list, address), [latitude, longitude]);
    }

    function zones(address) {
      fetch(address, { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
        .then((shapes) => {
          const style = { className: "sp-zone", weight: 2, fillOpacity: 0.12, dashArray: "6 4" };
          const layer = L.geoJSON(shapes, { style }).addTo(map);
          layer.eachLayer((zone) => zone.bindTooltip(text(zone.feature.properties.name || words.zone), { sticky: true }));
        })
        .catch(() => { note.textContent = words.trouble; });
    }

    function short(count) {
      return count < 10000 ? number.format(count) : new Intl.NumberFormat("en", { notation: "compact" }).format(count);
    }
  }

  function popup(name, action, address) {
    const box = document.createElement("div");
    const title = document.createElement("p");
    title.textContent = name;
    box.append(title);
    if (address) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = action;
      box.append(link);
    }
    return box;
  }

  function text(value) {
    const element = document.createElement("span");
    element.textContent = value;
    return element;
  }
})();
