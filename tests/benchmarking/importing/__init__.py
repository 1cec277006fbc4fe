"""The importers of national files: genuine ones, ones of the genuine formats that these tests write, and spoilt ones."""
