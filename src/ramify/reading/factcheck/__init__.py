"""What documents state, held against the world and the record."""
