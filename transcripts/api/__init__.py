"""The REST doors for programs. Tokens, JSON and status codes; what is done is done by the desk."""
