"""From a bare Python to a ready checkout: packages, fonts, scripts of others. Only the standard library lives here."""
