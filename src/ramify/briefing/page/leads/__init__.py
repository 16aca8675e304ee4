"""What may stand at the head of the page, each line with its weight."""
