"""What the program shares with the computer it runs on: threads, logs, other starts, the desktop."""
