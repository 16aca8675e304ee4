"""The four voices: what is obliged, expected, exposed and claimed, each composed as lines."""
