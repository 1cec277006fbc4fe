"""The importers of national files: genuine ones, ones of the genuine formats written here, and spoilt ones."""
