"""What a reader may ask of the Board's pages, and what is entered of its work."""

from apps.board.forms.places import PlacesForm

__all__ = ["PlacesForm"]
