"""The effect of a what-if that is not saved, worked out now beside what it is based on."""

from typing import Any

from apps.deficit.charts.trajectory import compare_chart
from apps.deficit.inputs import WhatIf
from apps.deficit.presenters.projection_page import marks
from apps.deficit.presenters.what_ifs import effect_message, flow_rows, stock_rows
from apps.deficit.runs import previewed
from apps.deficit.selectors.projection_page import page_facts
from apps.deficit.selectors.trajectory import Shown
from apps.deficit.vocabulary import BaseScenario

UNNAMED = "This what-if"


def effect_context(name: str, base: BaseScenario, what_if: WhatIf) -> dict[str, Any]:
    """Template context. Both are worked out on the inputs of this moment, over the same years, with the same draws:
    they differ by what is changed and by nothing else. Raises ``Refused``."""
    years = {"horizon": what_if.toggles["horizon"]} if "horizon" in what_if.toggles else {}
    one = Shown("this", name or UNNAMED, previewed(what_if), base)
    beside = Shown(base, base.label, previewed(WhatIf({}, years)), base)
    return {
        "effect": effect_message(one, beside),
        "stock": stock_rows(one, beside),
        "flow": flow_rows(one, beside),
        "compare": compare_chart([one, beside], marks(page_facts())),
        "draws": one.projected.draws,
    }
