// Passkeys: what a form asks for (`data-passkey`: create, get, or ask for a question first) is put to the browser,
// and its answer sent with the form. `webauthnJSON` comes with allauth.

const { create, get } = window.webauthnJSON;
const page = document.getElementById("passkey");

async function question(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options;
}

function toCreate(form) {
  const { creation_options: options } = JSON.parse(page.textContent);
  const alone = form.elements.passwordless.checked;
  const wish = options.publicKey.authenticatorSelection;
  wish.residentKey = alone ? "required" : "discouraged";
  wish.requireResidentKey = alone;
  if (alone) wish.userVerification = "required";
  return options;
}

const ways = {
  ask: async (form) => get(await question(form)),
  get: async () => get(JSON.parse(page.textContent).request_options),
  create: async (form) => create(toCreate(form)),
};

async function go(form) {
  try {
    const said = await ways[form.dataset.passkey](form);
    form.elements.credential.value = JSON.stringify(said);
  } catch {
    const detail = { text: form.dataset.failed, level: "error" };
    document.dispatchEvent(new CustomEvent("toast", { detail }));
    return;
  }
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  for (const button of form.querySelectorAll("button[hidden]")) button.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(form);
  });
}
