"""Photos on their way in: found, listed, read."""
