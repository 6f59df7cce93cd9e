"""How photos are restored: the settings, the queue, the threads that work."""
