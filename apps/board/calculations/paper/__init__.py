"""Committee papers: what one is, and what is checked before one leaves. Pure."""
