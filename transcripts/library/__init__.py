"""Reading the library: search and its index, what pages show, codes into words."""
