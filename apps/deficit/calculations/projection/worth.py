"""What some benefits are worth by themselves, every assumption central: £ within a year, less their empty places."""

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.amounts import pence
from apps.deficit.calculations.projection.draws import central
from apps.deficit.calculations.projection.inputs import Benefit, ProjectionInputs
from apps.deficit.calculations.projection.outcomes import avoided_by


def worth_in(inputs: ProjectionInputs, benefits: Iterable[Benefit], year: FinancialYear) -> Decimal:
    """£ in ``year``, which is one of the projection's, whether or not the published forecast holds them."""
    avoided = avoided_by(benefits, central(inputs.assumptions), inputs.years)
    index = inputs.years.index(year)
    return pence(float(sum(np.broadcast_to(a, avoided.relief.shape)[index, 0] for a in avoided.relief.values())))
