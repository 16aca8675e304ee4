"""A small parser without a model: word classes and attachments by rules."""
