"""Text to clauses: words, trees, and what stands as fact."""
