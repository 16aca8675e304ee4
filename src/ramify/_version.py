"""The version, once: read by the build, and by what prints or sends it."""

__version__ = "0.1.0"
