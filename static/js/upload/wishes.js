// What a person wishes for a recording, in the words of the form, of an upload's metadata, and of an order.

// In the form, in a model's place: both try one minute first.
const TRY = "try";

// From the form: {stt_model, team, confidential and private: "on" or undefined, folder: "#" and its id, or ""}.
export function wishesIn(form) {
  const { stt_model, team, confidential, folder, private: own } = Object.fromEntries(new FormData(form));
  return { stt_model, team, confidential, folder, private: own };
}

export function metadataOf({ metadata }, { stt_model, team, confidential, folder, private: own }) {
  const wished = stt_model === TRY ? { try_out: "1" } : { stt_model };
  const wishes = { ...wished, team, folder, secure_mode: confidential && "true", private: own && "true" };
  const all = { ...metadata, ...wishes, ask_track: "1" };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
}

// For transcribing once more what the team has already.
export function orderOf({ stt_model, confidential }) {
  return { stt_model, again: "on", ...(confidential && { confidential }) };
}
