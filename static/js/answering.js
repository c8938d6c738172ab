// One question a screen: a tap answers and goes on. Without this file the page is one long form.
"use strict";

(() => {
  const TEN_WAITS = 700; // milliseconds in which a 0 after a 1 makes it 10
  const LOOK = 160; // milliseconds to see what was tapped

  const begin = (form) => {
    const steps = [...form.querySelectorAll("[data-step]")];
    const progress = form.querySelector("[data-progress]");
    const told = progress.querySelector("[data-progress-text]");
    const bar = progress.querySelector("progress");
    const withFirst = document.querySelectorAll("[data-with-first-step]");
    const moves = form.querySelector("[data-moves]");
    const [back, next] = [moves.querySelector("[data-back]"), moves.querySelector("[data-next]")];
    let at = 0;
    let waiting = 0;

    const isLast = () => at === steps.length - 1;

    const heading = (step) => step.querySelector(".scale-wording, .panel-title, label");

    const show = (place, withFocus) => {
      clearTimeout(waiting);
      at = Math.max(0, Math.min(place, steps.length - 1));
      steps.forEach((step, number) => { step.hidden = number !== at; });
      withFirst.forEach((each) => { each.hidden = at > 0; });
      back.hidden = at === 0;
      next.hidden = isLast();
      moves.hidden = back.hidden && next.hidden;
      told.textContent = told.dataset.progressText
        .replace("{number}", at + 1)
        .replace("{total}", steps.length);
      bar.max = steps.length;
      bar.value = at + 1;
      if (!withFocus) return;
      const first = heading(steps[at]);
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
      progress.scrollIntoView({ block: "nearest" });
    };

    const goOn = (wait) => {
      clearTimeout(waiting);
      const from = at;
      waiting = setTimeout(() => { if (at === from) show(at + 1, true); }, wait);
    };

    const tapped = (event) => {
      // A key that moves within a group of choices also clicks: only a tap goes on.
      if (event.detail > 0 && event.target.closest("label") && !isLast()
        && event.target.closest("label").control?.type === "radio") goOn(LOOK);
    };

    const choose = (value) => {
      const radio = steps[at].querySelector(`input[type="radio"][value="${value}"]`);
      if (!radio) return false;
      radio.checked = true;
      radio.focus();
      return true;
    };

    const typed = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isLast()) return;
      if (event.key === "Enter" && event.target.type !== "button") {
        event.preventDefault();
        show(at + 1, true);
      } else if (/^[0-9]$/.test(event.key)) {
        const one = steps[at].querySelector('input[value="1"]:checked');
        const hasTen = steps[at].querySelector('input[value="10"]');
        if (waiting && event.key === "0" && one && hasTen) choose("10");
        else if (!choose(event.key)) return;
        event.preventDefault();
        goOn(event.key === "1" && hasTen ? TEN_WAITS : LOOK);
      }
    };

    form.classList.add("is-stepping");
    progress.hidden = false;
    form.addEventListener("click", tapped);
    form.addEventListener("keydown", typed);
    back.addEventListener("click", () => show(at - 1, true));
    next.addEventListener("click", () => show(at + 1, true));
    const wrong = steps.findIndex((step) => step.querySelector(".has-error"));
    const kept = form.querySelector("input[type=radio]:checked, textarea:not(:placeholder-shown)");
    const isKept = kept && (kept.type === "radio" || kept.value);
    show(wrong >= 0 ? wrong : isKept ? steps.length - 1 : 0, false);
  };

  document.querySelectorAll("form[data-steps]").forEach(begin);
  // Coming back to the page after sending, on a shared device, shows nothing that was typed.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
