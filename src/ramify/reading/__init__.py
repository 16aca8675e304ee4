"""Documents in, statements out."""
