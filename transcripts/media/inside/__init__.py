"""What runs only in the cell (`worker`): everything that touches FFmpeg. Nothing outside imports from here."""
