// Applies the chosen theme before the page is drawn, and lets the person choose another.
"use strict";

(() => {
  const KEY = "cxstaff-theme";
  const root = document.documentElement;
  const read = () => {
    try {
      return localStorage.getItem(KEY) || "auto";
    } catch {
      return "auto";
    }
  };
  const write = (choice) => {
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Storage may be forbidden; the choice then lasts for this page.
    }
  };
  const apply = (choice) => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.bsTheme = choice === "auto" ? (dark ? "dark" : "light") : choice;
    document.querySelectorAll("[data-theme-choice] button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === choice));
    });
    document.dispatchEvent(new CustomEvent("cxstaff:theme"));
  };

  apply(read());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => apply(read()));
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-theme-choice]").forEach((choices) => {
      choices.hidden = false;
      choices.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (!button) return;
        write(button.value);
        apply(button.value);
      });
    });
    apply(read());
  });
})();
