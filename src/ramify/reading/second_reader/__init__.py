"""A learned classifier beside the rules: it checks their events and reads what they left."""
