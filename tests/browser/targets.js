/* Which targets axe has to measure: all but those that are large or far from others beyond doubt.

   A target of 24 pixels each way that no other one lies over, and one with no other within 24
   pixels, can break no rule. Boxes are compared here, whole, with those of whatever may take a
   click or the focus, which is more than axe takes for a target. All others are marked for axe. */
() => {
    const LEAST = 24;
    const FOCUSABLE =
        "a[href], area[href], button, input, select, textarea, summary, iframe, object, embed, " +
        "audio, video, [tabindex], [contenteditable]";
    const NEVER = "main, pre[role=region], div[role=region], div[role=alert], div[role=group]";

    const targets = [...document.querySelectorAll(FOCUSABLE)]
        .filter((each) => !each.matches(NEVER) && each.checkVisibility())
        .map((element) => ({ element, box: element.getBoundingClientRect(), inDoubt: false }))
        .sort((one, other) => one.box.top - other.box.top);

    function isSmall({ box }) {
        return box.width < LEAST || box.height < LEAST;
    }

    function reach(one, other, room) {
        return (
            one.box.left < other.box.right + room &&
            other.box.left < one.box.right + room &&
            one.box.top < other.box.bottom + room &&
            other.box.top < one.box.bottom + room
        );
    }

    for (let place = 0; place < targets.length; place++) {
        const one = targets[place];
        for (let next = place + 1; next < targets.length; next++) {
            const other = targets[next];
            if (other.box.top >= one.box.bottom + LEAST) break;
            one.inDoubt ||= reach(one, other, isSmall(one) ? LEAST : 0);
            other.inDoubt ||= reach(other, one, isSmall(other) ? LEAST : 0);
        }
        one.element.toggleAttribute("data-target-in-doubt", one.inDoubt);
    }
}
