"""File formats to raw text: what each yields before page furniture is taken away."""
