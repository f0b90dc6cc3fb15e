"""How much mentoring is virtual, and how much may be?"""

from mentorship.access import Role
from mentorship.answers.request import Request
from mentorship.charts.modality_share import modality_share
from mentorship.reports.modality_mix import modality_mix
from pages.parts import among, modality_views, nothing_yet, notices, pictures, resources, standing_alone
from pages.parts.gate import show


def page(request: Request) -> None:
    answer = notices.question("How much mentoring is virtual, and how much may be?")
    if not resources.once(request, modality_mix).rows:
        answer("No credited sessions yet.")
        return nothing_yet.nothing_yet(request, "No session has earned credit yet.")
    of = among.among(request, ("region", "country"))
    report = resources.once(request, modality_mix, region=of.region, country=of.country)
    answer(report.answer)
    shares = report.parts["share"]
    if shares:
        picture = pictures.drawn(modality_share, shares, report.parts["annotations"], pictures.theme())
        title = "Virtual share of the hours that tiers used"
        standing_alone.picture(request, picture, "modality_mix", title, report.answer)
    else:
        notices.empty("Too few people in any year to show.")
    notices.gaps(report.gaps)
    modality_views.closer(request, report)
    modality_views.ceiling(request, report.parts["ceiling"])
    return None


show(page, to={Role.OMBUDSMAN, Role.LEADERSHIP})
