// SPDX-License-Identifier: Apache-2.0
// Markup as tagged templates: html`<p class="x">${text}</p>`. Values are text, never markup.
import { h } from "./vendor/preact.mjs";
import htm from "./vendor/htm.mjs";

export const html = htm.bind(h);
