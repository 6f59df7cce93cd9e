"""The Train tab: a model of one's own."""
