"""A form for each step of a claim. Forms validate; services save."""

from apps.initiatives.forms.claim_steps.base import StepForm
from apps.initiatives.forms.claim_steps.choosing import form_of

__all__ = ["StepForm", "form_of"]
