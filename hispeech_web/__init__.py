"""The site: settings, addresses, servers and the embedded stack. Nothing about transcripts."""
