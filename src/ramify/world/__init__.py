"""The standing system: who exists, who belongs, who is bound, who borders."""
