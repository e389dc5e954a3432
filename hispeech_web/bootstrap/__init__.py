"""From a bare Python to a ready checkout: packages, speech model, lexicon, fonts, scripts of others. Only the standard library lives here."""
