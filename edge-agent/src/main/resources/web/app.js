// SPDX-License-Identifier: Apache-2.0
// The frame of every page: where we are, what time it is there, whether what is shown is still true.
import { h, render } from "./vendor/preact.mjs";
import { useEffect, useState } from "./vendor/preact-hooks.mjs";
import { html } from "./html.js";
import { LinePage } from "./line.js";
import { useLine } from "./live.js";
import { Mark } from "./panels.js";
import { ParcelPage } from "./parcel.js";
import { ParcelsPage } from "./parcels.js";
import { clock, duration, planName, text, utc } from "./words.js";

/** The page that the part of the address behind # names. */
function useRoute() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const [page = "line", id = ""] = hash.replace(/^#\/?/, "").split("/").filter(Boolean);
  return { page, id: decoded(id) };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function App() {
  const route = useRoute();
  const line = useLine();
  const title = route.page === "parcel" ? `Parcel ${route.id}` : route.page === "parcels" ? "Parcels" : "Line";
  useEffect(() => {
    document.title = `${line.stale ? "STALE · " : ""}${title} · ${line.view?.site ?? "Tiersort"}`;
  }, [title, line.stale, line.view?.site]);
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to content</a>
    <${Header} route=${route} line=${line} />
    <${Staleness} line=${line} />
    <main id="main" tabindex="-1" class=${line.stale ? "stale" : ""}>
      ${route.page === "parcels" ? html`<${ParcelsPage} />`
        : route.page === "parcel" ? html`<${ParcelPage} key=${route.id} id=${route.id} />`
        : html`<${LinePage} view=${line.view} />`}
    </main>
    <footer>Read-only. <a href="health">Health</a> <a href="metrics">Metrics</a> <a href="api/line">Line as JSON</a>
      <a href="vendor/VENDOR.md">Licences</a></footer>`;
}

/** Moves the focus without touching the address, which names the page. */
function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function Header({ route, line }) {
  const view = line.view ?? {};
  const plan = view.plan;
  const here = (pages) => (pages.includes(route.page) ? "page" : undefined);
  return html`
    <header>
      <b class="brand">Tiersort</b>
      <nav aria-label="Pages">
        <a href="#/line" aria-current=${here(["line"])}>Line</a>
        <a href="#/parcels" aria-current=${here(["parcels", "parcel"])}>Parcels</a>
      </nav>
      <dl>
        <div><dt>Site</dt><dd>${text(view.site)}</dd></div>
        <div><dt>Agent</dt><dd>${text(view.agent)}</dd></div>
        ${plan && html`<div><dt>Plan</dt><dd title=${text(plan.hash)}>${planName(plan)}</dd></div>`}
        <div><dt>Time</dt><dd title=${utc(view.now)}>${clock(view.now)}</dd></div>
        <div><dt>Data</dt><dd>${line.stale ? html`<${Mark} priority=${2} />stale` : view.now ? "live" : "waiting"}</dd></div>
      </dl>
    </header>
    ${view.ready === false && html`
      <p class="banner" role="status"><${Mark} priority=${2} />The agent is not ready: parcels go where the PLC sends them by default.</p>`}`;
}

/** Says once that the data is old; the age that counts up beside it is not read aloud. */
function Staleness({ line }) {
  return html`
    <div role="status">
      ${line.stale && html`
        <p class="banner"><${Mark} priority=${2} />
          <b>${line.at ? `Stale. This was the line at ${clock(line.at)}.` : "No news from the agent."}</b>
          <span aria-hidden="true">${duration(line.ageSeconds)} without news.</span>
          Check that the agent runs and that the network is up.
        </p>`}
    </div>`;
}

const root = document.getElementById("app");
root.replaceChildren();
render(h(App), root);
