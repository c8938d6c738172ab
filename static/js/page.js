// Small kindnesses on every page; all of it works without this file.
"use strict";

(() => {
  const countCharacters = (field) => {
    const counter = document.getElementById(field.dataset.counter);
    if (!counter) return;
    const show = () => {
      const left = field.maxLength - field.value.length;
      counter.textContent = counter.dataset.text.replace("{left}", left);
      counter.classList.toggle("is-near", left <= field.maxLength / 10);
    };
    counter.hidden = false;
    field.addEventListener("input", show);
    show();
  };

  // A long list of boxes gets a line to search it with; what is ticked always stays in sight.
  const findInList = (list) => {
    const field = document.createElement("input");
    field.type = "search";
    field.className = "form-control choice-find";
    field.setAttribute("aria-label", list.dataset.findInList);
    field.placeholder = list.dataset.findInList;
    const rows = [...list.querySelectorAll(".choice")];
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLocaleLowerCase();
      rows.forEach((row) => {
        const ticked = row.querySelector("input").checked;
        row.hidden = !ticked && !row.textContent.toLocaleLowerCase().includes(wanted);
      });
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    list.querySelector(".choice-list").before(field);
  };

  // "Everybody" and single teams leave each other out: what is ticked last counts.
  const letOneStandAlone = (list) => {
    const alone = list.querySelector("[data-stands-alone]");
    list.addEventListener("change", ({ target }) => {
      if (target.type !== "checkbox" || !target.checked) return;
      list.querySelectorAll("input[type=checkbox]:checked").forEach((box) => {
        if (box !== target && (box === alone || target === alone)) box.checked = false;
      });
    });
  };

  const submitOnce = (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.querySelectorAll("button[type=submit]").forEach((button) => {
      button.setAttribute("aria-disabled", "true");
    });
  };

  const allowAgain = () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button[aria-disabled]").forEach((button) => {
        button.removeAttribute("aria-disabled");
      });
    });
  };

  const closeMenus = (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (event.type === "keydown") {
        if (event.key !== "Escape") return;
        menu.querySelector("summary").focus();
      } else if (menu.contains(event.target)) {
        return;
      }
      menu.open = false;
    });
  };

  // What stands behind a summary and is long is fetched when it is opened, from where the link in
  // its place leads; that link stays where it cannot be had.
  const fetchOpened = async ({ target }) => {
    const body = target.open && target.querySelector(":scope > [data-opened]");
    if (!body) return;
    body.removeAttribute("data-opened");
    try {
      const answer = await fetch(body.querySelector("a").href, { headers: { "HX-Request": "true" }, redirect: "error" });
      if (!answer.ok) throw new Error(`it came with ${answer.status}`);
      body.innerHTML = await answer.text();
      prepare(body);
    } catch {
      body.setAttribute("data-opened", "");
    }
  };

  // What is shown once can be copied, where the browser lets a page do that.
  const offerCopy = (button) => {
    if (!navigator.clipboard) return;
    const codes = document.getElementById(button.dataset.copies).querySelectorAll("code");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText([...codes].map((code) => code.textContent.trim()).join("\n"));
        button.querySelector("[role=status]").textContent = button.dataset.copied;
      } catch {
        button.hidden = true;
      }
    });
  };

  const prepare = (part) => {
    part.querySelectorAll("button[data-copies]").forEach(offerCopy);
    part.querySelectorAll("textarea[data-counter]").forEach(countCharacters);
    part.querySelectorAll("[data-find-in-list]").forEach(findInList);
    part.querySelectorAll(".choice-list:has([data-stands-alone])").forEach(letOneStandAlone);
    const summary = part.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  };

  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:after:swap", (event) => prepare(event.target));
  document.addEventListener("toggle", fetchOpened, true);
  document.addEventListener("submit", submitOnce);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", closeMenus);
  addEventListener("pageshow", allowAgain);
})();
