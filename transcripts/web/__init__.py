"""The pages: one module a page. A view reads the request, calls one act or one reader, chooses the answer."""
