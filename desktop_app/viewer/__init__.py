"""Before and after, to look at."""
