"""A brief laid out, and printed as text, Markdown or a page."""
