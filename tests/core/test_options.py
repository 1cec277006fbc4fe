"""A select's options: escaped, marked as chosen, grouped where the form groups them."""

from django import forms

CHOICES = [("", "All"), ("a&b", "<A> & B"), ("Later", [("c", "C")])]


class Choosing(forms.Form):
    what = forms.ChoiceField(choices=CHOICES)


def test_options_are_escaped_chosen_and_grouped():
    html = str(Choosing({"what": "a&b"})["what"])
    assert '<option value="">All</option>' in html
    assert '<option value="a&amp;b" selected>&lt;A&gt; &amp; B</option>' in html
    assert '<optgroup label="Later"><option value="c">C</option></optgroup>' in html
