"""Reading the library: search, what pages show, codes into words. Nothing here changes a record."""
