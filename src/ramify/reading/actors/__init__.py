"""Who is meant, and who does it to whom."""
