"""What runs in a process of its own; nothing here is imported by the rest."""
