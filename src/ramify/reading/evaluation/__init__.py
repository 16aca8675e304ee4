"""How often a reading is right."""
