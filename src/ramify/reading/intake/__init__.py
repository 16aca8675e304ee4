"""Bytes to documents: opened, decoded, taken apart, cleaned."""
