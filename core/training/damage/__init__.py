"""Ages clean photos, so that a network can learn to undo it.

Structure damage (blur, noise, grain, texture, JPEG) is what a network learns to repair, so it is done to
inputs alone. Tonal ageing (fading, yellowing, sepia) is done to inputs and targets alike: a network must
keep the tones it is given, since tones are repaired by hand and by taste.
"""
