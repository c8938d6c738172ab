/* What is new on a page: words that look and stand as none did before, and parts that came or went.

   A look is whatever decides if words can be read: theme and width, their size, weight and colour,
   all that lies behind them, and the names and classes of what they stand in, so that nothing laid
   over them elsewhere passes for this. Its first words on a page are marked for axe to measure. */
(known) => {
    const before = new Set(known.split(" "));
    const theme = `${innerWidth} ${matchMedia("(prefers-color-scheme: dark)").matches}`;
    const shown = (window.shownBefore ??= new WeakSet());
    const memory = new Map();
    const looks = new Set();
    const changes = new Set();

    function digest(words) {
        let low = 0xdeadbeef;
        let high = 0x41c6ce57;
        for (let place = 0; place < words.length; place++) {
            const sign = words.charCodeAt(place);
            low = Math.imul(low ^ sign, 2654435761);
            high = Math.imul(high ^ sign, 1597334677);
        }
        low = Math.imul(low ^ (low >>> 16), 2246822507);
        high = Math.imul(high ^ (high >>> 13), 3266489909);
        return (low >>> 0).toString(36) + (high >>> 0).toString(36);
    }

    function behind(element) {
        if (!element) return theme;
        if (!memory.has(element)) {
            const css = getComputedStyle(element);
            const own = [element.localName, element.getAttribute("class"), css.backgroundColor];
            own.push(css.backgroundImage, css.opacity, css.position, css.filter, css.mixBlendMode);
            memory.set(element, digest(`${behind(element.parentElement)}>${own.join("|")}`));
        }
        return memory.get(element);
    }

    function hasWords(element) {
        if (element.matches("input, select, textarea")) return true;
        return [...element.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    }

    function look(element) {
        const css = getComputedStyle(element);
        const own = [css.color, css.fontSize, css.fontWeight, css.textShadow, css.display];
        own.push(element.type, !element.value, !element.placeholder, element.matches(":disabled"));
        own.push(element.control?.disabled, Boolean(element.closest("[aria-disabled], :disabled")));
        return digest(`${behind(element)} ${own.join("|")}`);
    }

    for (const element of document.querySelectorAll("body *")) {
        delete element.dataset.newLook;
        delete element.dataset.targetInDoubt;
        const isShown = element.checkVisibility({ visibilityProperty: true });
        if (isShown !== shown.has(element)) {
            const change = digest(`${isShown} ${behind(element)} ${element.cloneNode().outerHTML}`);
            if (!before.has(change)) changes.add(change);
        }
        if (isShown) shown.add(element);
        else shown.delete(element);
        if (!isShown || !hasWords(element)) continue;
        const own = look(element);
        if (before.has(own) || looks.has(own)) continue;
        looks.add(own);
        element.dataset.newLook = own;
    }
    return { looks: [...looks].join(" "), changes: [...changes].join(" ") };
}
