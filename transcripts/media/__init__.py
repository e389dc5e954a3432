"""What a file is and the sound in it, found out in separate processes with limits. Plain Python."""
