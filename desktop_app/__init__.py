"""The Qt program around core, in rooms along the way of a photo.

photos: found, listed and read. restore: settings, queue and the threads that work. viewer: before and
after. results: saved, shared, dragged out. training: a model of one's own. window: what holds them all.
Below them lie widgets, system and look, which know nothing of photos.
"""
