"""From a bare Python to a ready checkout: packages, fonts. Only the standard library lives here."""
