"""Layers: published data under the world, and a folder of one's own facts over it."""
