"""Third parties on the page."""
