// Passkeys: asks the browser for one and sends what it says with the form. Without this file, or in
// a browser that has no passkeys, pages say so and an authenticator app does the same.

const fromBase64Url = (text) => {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0));
};

const toBase64Url = (buffer) => {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return btoa(signs.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const described = (list = []) => list.map((each) => ({ ...each, id: fromBase64Url(each.id) }));

const make = async (options) => {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: fromBase64Url(options.challenge),
      user: { ...options.user, id: fromBase64Url(options.user.id) },
      excludeCredentials: described(options.excludeCredentials),
    },
  });
  return {
    clientDataJSON: toBase64Url(made.response.clientDataJSON),
    attestationObject: toBase64Url(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
    made,
  };
};

const show = async (options) => {
  const made = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: fromBase64Url(options.challenge),
      allowCredentials: described(options.allowCredentials),
    },
  });
  const { userHandle } = made.response;
  return {
    clientDataJSON: toBase64Url(made.response.clientDataJSON),
    authenticatorData: toBase64Url(made.response.authenticatorData),
    signature: toBase64Url(made.response.signature),
    userHandle: userHandle ? toBase64Url(userHandle) : null,
    made,
  };
};

const asked = async (part, form) => {
  const answer = await fetch(part.dataset.options, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrf_token.value },
    credentials: "same-origin",
    redirect: "error",
  });
  if (!answer.ok) throw new Error(`the options came with ${answer.status}`);
  return answer.json();
};

const answerOf = async (part, form) => {
  const options = await asked(part, form);
  const { made, ...response } = await (part.dataset.passkey === "make" ? make : show)(options);
  const id = toBase64Url(made.rawId);
  return JSON.stringify({ id, rawId: id, type: made.type, response });
};

const reasonFor = (error) => {
  if (error.name === "InvalidStateError") return "known";
  return ["NotAllowedError", "AbortError"].includes(error.name) ? "refused" : "failed";
};

const prepare = (part) => {
  const form = part.querySelector("form");
  const said = part.querySelector("[data-passkey-said]");
  const button = form.querySelector("button[type=submit]");
  const say = (reason) => {
    said.textContent = said.dataset[reason];
    said.hidden = false;
  };

  part.querySelector("[data-passkey-none]").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") || !form.reportValidity()) return;
    button.setAttribute("aria-disabled", "true");
    said.hidden = true;
    try {
      form.elements.answer.value = await answerOf(part, form);
      form.submit();
    } catch (error) {
      say(reasonFor(error));
      button.removeAttribute("aria-disabled");
    }
  });
};

if (window.PublicKeyCredential && window.isSecureContext) {
  document.querySelectorAll("[data-passkey]").forEach(prepare);
}
