"""Every address of the product in one table: which role gets what.

``in`` is the way to sign-in; 401 is the data feed's own refusal. A route that is missing here fails ``test_routes``.
Samples name rows of the loaded report: ``{tranche}``, ``{run}``, ``{draft}``, ``{token}``, ``{entry}`` (of the trail),
``{claim}`` (submitted), ``{open}`` (a claim in draft), ``{position}`` (published), ``{sketch}`` (a position in
draft), ``{chosen}`` (a set of comparators), ``{scheme}``, ``{census}`` (its reading of occupancy) and ``{imported}``
are filled in by the test.
"""

from dataclasses import dataclass

ROLES = ("board", "manager", "finance", "admin", "adviser", "anonymous")
SIGN_IN = "in"

TABLE = """
route                                           method sample             board manager finance admin adviser anonymous
sign-in/                                        GET    -                  302   302     302     302   302     200
sign-in/                                        POST   -                  302   302     302     302   302     200
sign-out/                                       POST   -                  302   302     302     302   302     in
healthz                                         GET    -                  any   any     any     any   any     any
accessibility/                                  GET    -                  200   200     200     200   200     200
preferences/                                    GET    -                  200   200     200     200   200     in
preferences/                                    POST   -                  422   422     422     422   422     in
audit/                                          GET    -                  403   200     200     200   200     in
audit/verify/                                   POST   -                  403   403     302     302   403     in
audit/<int:pk>/                                 GET    {entry}            403   200     200     200   200     in
history/<slug:kind>/<int:pk>/                   GET    claim/{claim}      200   200     200     200   200     in
history/<slug:kind>/<int:pk>/                   GET    claim/{open}       404   200     200     200   404     in
components/                                     GET    -                  403   403     403     200   403     in
<root>                                          GET    -                  200   200     200     200   200     in
places/                                         GET    -                  200   200     200     200   200     in
places/occupancy/                               GET    -                  200   200     200     200   200     in
places/capital/                                 GET    -                  200   200     200     200   200     in
places/demand/                                  GET    -                  200   200     200     200   200     in
places/demand/add/                              GET    -                  403   200     200     200   403     in
places/demand/add/                              POST   -                  403   422     422     422   403     in
places/demand/<int:pk>/agree/                   GET    {demand}           403   403     200     200   403     in
places/demand/<int:pk>/agree/                   POST   {demand}           403   403     422     422   403     in
how/                                            GET    -                  200   200     200     200   200     in
how/<slug:slug>/                                GET    total-run-rate     200   200     200     200   200     in
differences/                                    GET    -                  200   200     200     200   200     in
board/reconcile/                                GET    -                  200   200     200     200   200     in
board/reconcile/                                POST   -                  422   422     422     422   422     in
board/reconcile/printed/                        GET    -                  200   200     200     200   200     in
board/reconcile/findings/                       POST   -                  422   422     422     422   422     in
data/                                           GET    -                  200   200     200     200   200     in
data/tokens/                                    GET    -                  403   403     403     200   403     in
data/tokens/                                    POST   -                  403   403     403     200   403     in
data/tokens/<int:pk>/revoke/                    GET    {token}            403   403     403     200   403     in
data/tokens/<int:pk>/revoke/                    POST   {token}            403   403     403     302   403     in
data/<slug:dataset>.csv                         GET    places             200   200     200     200   200     401
data/<slug:dataset>.json                        GET    places             200   200     200     200   200     401
board/                                          GET    -                  200   200     200     200   200     in
board/bodies/add/                               GET    -                  403   200     200     200   403     in
board/bodies/add/                               POST   -                  403   422     422     422   403     in
board/meetings/add/                             GET    -                  403   200     200     200   403     in
board/meetings/add/                             POST   -                  403   422     422     422   403     in
board/meetings/<slug:slug>/                     GET    {meeting}          200   200     200     200   200     in
board/meetings/<slug:slug>/change/              GET    {meeting}          403   200     200     200   403     in
board/meetings/<slug:slug>/change/              POST   {meeting}          403   422     422     422   403     in
board/meetings/<slug:slug>/items/add/           GET    {meeting}          403   200     200     200   403     in
board/meetings/<slug:slug>/items/add/           POST   {meeting}          403   422     422     422   403     in
board/meetings/<slug:slug>/actions/add/         GET    {meeting}          403   200     200     200   403     in
board/meetings/<slug:slug>/actions/add/         POST   {meeting}          403   422     422     422   403     in
board/items/<int:pk>/change/                    GET    {item}             403   200     200     200   403     in
board/items/<int:pk>/change/                    POST   {item}             403   422     422     422   403     in
board/items/<int:pk>/correct/                   GET    {item}             403   200     200     200   403     in
board/items/<int:pk>/correct/                   POST   {item}             403   422     422     422   403     in
board/items/<int:pk>/decide/                    GET    {item}             403   200     200     200   403     in
board/items/<int:pk>/decide/                    POST   {item}             403   422     422     422   403     in
board/terms/<slug:slug>/                        GET    cabinet            200   200     200     200   200     in
board/terms/<slug:slug>/add/                    GET    cabinet            403   200     200     200   403     in
board/terms/<slug:slug>/add/                    POST   cabinet            403   422     422     422   403     in
board/enquiry/                                  GET    -                  200   200     200     200   200     in
board/enquiry/<int:pk>/write/                   GET    {question}         403   200     200     200   403     in
board/enquiry/<int:pk>/write/                   POST   {question}         403   422     422     422   403     in
board/enquiry/answers/<int:pk>/agree/           GET    {answer}           403   200     200     200   403     in
board/enquiry/answers/<int:pk>/agree/           POST   {answer}           403   422     422     422   403     in
board/guardrails/                               GET    -                  200   200     200     200   200     in
board/guardrails/add/                           GET    -                  403   403     200     200   403     in
board/guardrails/add/                           POST   -                  403   403     422     422   403     in
board/guardrails/measure/                       GET    -                  403   403     200     200   403     in
board/guardrails/measure/                       POST   -                  403   403     422     422   403     in
board/maturity/                                 GET    -                  200   200     200     200   200     in
board/maturity/add/                             GET    -                  403   200     200     200   403     in
board/maturity/add/                             POST   -                  403   422     422     422   403     in
board/maturity/<slug:slug>/assess/              GET    early-years        403   200     200     200   403     in
board/maturity/<slug:slug>/assess/              POST   early-years        403   422     422     422   403     in
board/framework/                                GET    -                  200   200     200     200   200     in
board/framework/add/                            GET    -                  403   200     200     200   403     in
board/framework/add/                            POST   -                  403   422     422     422   403     in
board/actions/                                  GET    -                  200   200     200     200   200     in
board/actions/<int:pk>/                         GET    {action}           200   200     200     200   200     in
board/actions/<int:pk>/report/                  GET    {action}           403   200     200     200   403     in
board/actions/<int:pk>/report/                  POST   {action}           403   422     422     422   403     in
board/risks/                                    GET    -                  200   200     200     200   200     in
board/risks/add/                                GET    -                  403   200     200     200   403     in
board/risks/add/                                POST   -                  403   422     422     422   403     in
board/risks/<slug:slug>/                        GET    dsg-deficit        200   200     200     200   200     in
board/risks/<slug:slug>/change/                 GET    dsg-deficit        403   200     200     200   403     in
board/risks/<slug:slug>/change/                 POST   dsg-deficit        403   422     422     422   403     in
board/packs/                                    GET    -                  200   200   200   200   200   in
board/packs/<slug:slug>/                        GET    {packed}           200   200   200   200   200   in
board/packs/<slug:slug>/changes/                GET    {packed}           200   200   200   200   200   in
board/packs/<slug:slug>/restate/                GET    {packed}           403   200   200   200   403   in
board/packs/<slug:slug>/restate/                POST   {packed}           403   422   422   422   403   in
board/meetings/<slug:slug>/freeze/              GET    {packed}           403   403   200   200   403   in
board/meetings/<slug:slug>/freeze/              POST   {packed}           403   403   422   422   403   in
board/meetings/<slug:slug>/paper/               POST   {packed}           403   302   302   302   403   in
board/paper-template/                           GET    -                  403   403   200   200   403   in
board/paper-template/                           POST   -                  403   403   422   422   403   in
board/papers/<slug:slug>/                       GET    {packed}           200   200   200   200   200   in
board/papers/<slug:slug>/text/<slug:block>/     GET    {packed}/legal     403   200   200   200   403   in
board/papers/<slug:slug>/text/<slug:block>/     POST   {packed}/legal     403   422   422   422   403   in
board/papers/<slug:slug>/agree/                 POST   {packed}           403   422   422   422   403   in
board/papers/<slug:slug>/draft/                 GET    {packed}           200   200   200   200   200   in
board/papers/<slug:slug>/hidden/                GET    {packed}           200   200   200   200   200   in
board/papers/<slug:slug>/hidden/                POST   {packed}           403   403   422   422   403   in
board/papers/<slug:slug>/finish/                GET    {packed}           403   403   200   200   403   in
board/papers/<slug:slug>/finish/                POST   {packed}           403   403   422   422   403   in
board/papers/<slug:slug>/<int:number>/          GET    {packed}/1         200   200   200   200   200   in
board/papers/<slug:slug>/<int:number>/progress/ GET    {packed}/1         286   286   286   286   286   in
board/papers/<slug:slug>/<int:number>/publish/  POST   {packed}/1         403   403   403   302   403   in
board/papers/<slug:slug>/<int:number>/<slug:kind>/ GET    {packed}/1/pdf     200   200   200   200   200   in
published/                                      GET    -                  200   200   200   200   200   200
published/accessibility/                        GET    -                  200   200   200   200   200   200
published/<slug:slug>/                          GET    {packed}           200   200   200   200   200   200
published/<slug:slug>/<int:number>/             GET    {packed}/1         200   200   200   200   200   200
published/<slug:slug>/<int:number>/<slug:kind>/ GET    {packed}/1/csv     200   200   200   200   200   200
history/<slug:kind>/<int:pk>/                   GET    action/{action}    200   200     200     200   200     in
initiatives/                                    GET    -                  200   200     200     200   200     in
initiatives/<slug:slug>/                        GET    portage            200   200     200     200   200     in
initiatives/<slug:slug>/plan/                   GET    portage            200   200     200     200   200     in
initiatives/<slug:slug>/plan/draft/             GET    portage            403   200     200     200   403     in
initiatives/<slug:slug>/plan/draft/             POST   portage            403   422     422     422   403     in
initiatives/<slug:slug>/plan/agree/             POST   portage            403   403     422     422   403     in
initiatives/<slug:slug>/outcomes/               GET    portage            200   200     200     200   200     in
initiatives/<slug:slug>/outcomes/log/           GET    portage            403   200     200     200   403     in
initiatives/<slug:slug>/outcomes/log/           POST   portage            403   422     422     422   403     in
initiatives/<slug:slug>/outcomes/measure/       GET    portage            403   200     200     200   403     in
initiatives/<slug:slug>/outcomes/measure/       POST   portage            403   422     422     422   403     in
outcomes/<int:pk>/restate/                      GET    {reading}          403   200     200     200   403     in
outcomes/<int:pk>/restate/                      POST   {reading}          403   422     422     422   403     in
outcomes/upload/                                GET    -                  403   200     200     200   403     in
outcomes/upload/                                POST   -                  403   422     422     422   403     in
outcomes/upload/confirm/                        POST   -                  403   422     422     422   403     in
initiatives/<slug:slug>/evidence/add/           GET    portage            403   200     200     200   403     in
initiatives/<slug:slug>/evidence/add/           POST   portage            403   422     422     422   403     in
evidence/<int:pk>/file/                         GET    {file}             403   200     200     200   200     in
claims/public/                                  GET    -                  403   403     200     200   403     in
claims/public/mark/                             GET    -                  403   403     200     200   403     in
claims/public/mark/                             POST   -                  403   403     422     422   403     in
quarters/                                       GET    -                  200   200     200     200   200     in
quarters/restatements/                          GET    -                  200   200     200     200   200     in
quarters/<slug:year>/<int:number>/              GET    2025-26/4          200   200     200     200   200     in
quarters/<slug:year>/<int:number>/close/        POST   2025-26/4          403   403     422     422   403     in
quarters/<slug:year>/<int:number>/remind/       POST   2025-26/4          403   403     302     302   403     in
overlaps/                                       GET    -                  200   200     200     200   200     in
overlaps/<slug:first>/<slug:second>/            GET    portage/dingleys-promise 200 200 200 200 200 in
overlaps/<slug:first>/<slug:second>/            POST   portage/dingleys-promise 403 422 422 422 403 in
claims/                                         GET    -                  200   200     200     200   200     in
claims/queue/                                   GET    -                  403   403     200     200   403     in
claims/start/                                   GET    -                  403   200     403     403   403     in
claims/start/                                   POST   -                  403   422     403     403   403     in
claims/<int:pk>/                                GET    {claim}            200   200     200     200   200     in
claims/<int:pk>/step/<slug:step>/               GET    {open}/kind        404   200     403     403   404     in
claims/<int:pk>/step/<slug:step>/               POST   {open}/kind        404   422     403     403   404     in
claims/<int:pk>/check/                          GET    {open}             404   200     403     403   404     in
claims/<int:pk>/submit/                         POST   {open}             404   422     403     403   404     in
claims/<int:pk>/withdraw/                       GET    {open}             404   200     403     403   404     in
claims/<int:pk>/withdraw/                       POST   {open}             404   422     403     403   404     in
claims/<int:pk>/decide/                         GET    {claim}            403   403     200     200   403     in
claims/<int:pk>/decide/                         POST   {claim}            403   403     422     422   403     in
claims/<int:pk>/noting/                         GET    {claim}            403   403     200     200   403     in
claims/<int:pk>/noting/                         POST   {claim}            403   403     422     422   403     in
claims/<int:pk>/supersede/                      GET    {claim}            403   200     403     403   403     in
claims/<int:pk>/supersede/                      POST   {claim}            403   422     403     403   403     in
places/tranche/<int:pk>/                        GET    {tranche}          200   200     200     200   200     in
places/tranche/<int:pk>/                        POST   {tranche}          403   422     422     422   403     in
places/tranche/<int:pk>/exclusion/              GET    {tranche}          403   200     200     200   403     in
places/tranche/<int:pk>/exclusion/              POST   {tranche}          403   422     422     422   403     in
places/tranche/<int:pk>/exclusion/<int:number>/ GET    {excluded}/1       403   200     200     200   403     in
places/tranche/<int:pk>/exclusion/<int:number>/ POST   {excluded}/1       403   422     422     422   403     in
places/schemes/                                 GET    -                  200   200     200     200   200     in
places/schemes/add/                             GET    -                  403   200     200     200   403     in
places/schemes/add/                             POST   -                  403   422     422     422   403     in
places/schemes/upload/                          GET    -                  403   200     200     200   403     in
places/schemes/upload/                          POST   -                  403   422     422     422   403     in
places/schemes/upload/confirm/                  POST   -                  403   422     422     422   403     in
places/schemes/occupancy/upload/                GET    -                  403   200     200     200   403     in
places/schemes/occupancy/upload/                POST   -                  403   422     422     422   403     in
places/schemes/occupancy/upload/confirm/        POST   -                  403   422     422     422   403     in
places/schemes/<int:pk>/                        GET    {scheme}           200   200     200     200   200     in
places/schemes/<int:pk>/change/                 GET    {scheme}           403   200     200     200   403     in
places/schemes/<int:pk>/change/                 POST   {scheme}           403   422     422     422   403     in
places/schemes/<int:pk>/occupancy/              GET    {scheme}           403   200     200     200   403     in
places/schemes/<int:pk>/occupancy/              POST   {scheme}           403   422     422     422   403     in
places/schemes/<int:pk>/occupancy/<int:reading>/correct/ GET {scheme}/{census} 403 200 200     200   403     in
places/schemes/<int:pk>/occupancy/<int:reading>/correct/ POST {scheme}/{census} 403 422 422    422   403     in
history/<slug:kind>/<int:pk>/                   GET    scheme/{scheme}    200   200     200     200   200     in
rate-card/                                      GET    -                  200   200     200     200   200     in
rate-card/draft/                                GET    -                  403   200     200     200   403     in
rate-card/draft/                                POST   -                  403   422     422     422   403     in
rate-card/<int:version>/                        GET    1                  200   200     200     200   200     in
rate-card/<int:version>/approve/                POST   {draft}            403   403     422     422   403     in
rate-card/<int:version>/withdraw/               POST   {draft}            403   422     422     422   403     in
deficit/                                        GET    -                  200   200     200     200   200     in
deficit/assumptions/                            GET    -                  200   200     200     200   200     in
deficit/assumptions/<str:key>/                  GET    occupancy          200   200     200     200   200     in
deficit/assumptions/<str:key>/                  POST   occupancy          403   403     422     422   403     in
deficit/assumptions/<str:key>/<int:version>/agree/ POST occupancy/1       403   403     422     422   403     in
deficit/assumptions/<str:key>/<int:version>/withdraw/ POST occupancy/1    403   403     422     422   403     in
deficit/positions/                              GET    -                  200   200     200     200   200     in
deficit/positions/start/                        GET    -                  403   403     200     200   403     in
deficit/positions/start/                        POST   -                  403   403     422     422   403     in
deficit/positions/compare/                      GET    -                  200   200     200     200   200     in
deficit/positions/<int:pk>/                     GET    {position}         200   200     200     200   200     in
deficit/positions/<int:pk>/                     GET    {sketch}           404   404     200     200   404     in
deficit/positions/<int:pk>/balances/            GET    {sketch}           403   403     200     200   403     in
deficit/positions/<int:pk>/balances/            POST   {sketch}           403   403     422     422   403     in
deficit/positions/<int:pk>/lines/add/           GET    {sketch}           403   403     200     200   403     in
deficit/positions/<int:pk>/lines/add/           POST   {sketch}           403   403     422     422   403     in
deficit/positions/<int:pk>/lines/<int:place>/   GET    {sketch}/1         403   403     200     200   403     in
deficit/positions/<int:pk>/lines/<int:place>/   POST   {sketch}/1         403   403     422     422   403     in
deficit/positions/<int:pk>/lines/<int:place>/remove/ POST {sketch}/1      403   403     422     422   403     in
deficit/positions/<int:pk>/blocks/              GET    {sketch}           403   403     200     200   403     in
deficit/positions/<int:pk>/blocks/              POST   {sketch}           403   403     422     422   403     in
deficit/positions/<int:pk>/transfers/add/       GET    {sketch}           403   403     200     200   403     in
deficit/positions/<int:pk>/transfers/add/       POST   {sketch}           403   403     422     422   403     in
deficit/positions/<int:pk>/transfers/<int:place>/ GET  {sketch}/1         403   403     200     200   403     in
deficit/positions/<int:pk>/transfers/<int:place>/ POST {sketch}/1         403   403     422     422   403     in
deficit/positions/<int:pk>/transfers/<int:place>/remove/ POST {sketch}/1  403   403     422     422   403     in
deficit/positions/<int:pk>/upload/              GET    {sketch}           403   403     200     200   403     in
deficit/positions/<int:pk>/upload/              POST   {sketch}           403   403     422     422   403     in
deficit/positions/<int:pk>/upload/confirm/      POST   {sketch}           403   403     422     422   403     in
deficit/positions/<int:pk>/decide/<slug:decision>/ POST {sketch}/ready    403   403     422     422   403     in
history/<slug:kind>/<int:pk>/                   GET    position/{sketch}  404   404     200     200   404     in
deficit/what-ifs/                               GET    -                  200   200     200     200   200     in
deficit/what-ifs/make/                          GET    -                  403   200     200     200   403     in
deficit/what-ifs/make/                          POST   -                  403   422     422     422   403     in
deficit/what-ifs/<slug:slug>/                   GET    every-place-filled 200   200     200     200   200     in
deficit/what-ifs/<slug:slug>/revise/            GET    every-place-filled 403   200     200     200   403     in
deficit/what-ifs/<slug:slug>/revise/            POST   every-place-filled 403   422     422     422   403     in
deficit/what-ifs/<slug:slug>/archive/           POST   every-place-filled 403   422     422     422   403     in
deficit/displacement/                           GET    -                  200   200     200     200   200     in
deficit/forecasts/                              GET    -                  200   200     200     200   200     in
deficit/reconciliation/                         GET    -                  200   200     200     200   200     in
deficit/reconciliation/figure/                  GET    -                  403   403     200     200   403     in
deficit/reconciliation/figure/                  POST   -                  403   403     422     422   403     in
deficit/reconciliation/explain/                 GET    -                  403   403     404     404   403     in
deficit/reconciliation/explain/                 POST   -                  403   403     404     404   403     in
deficit/reconciliation/explain/<int:pk>/withdraw/ GET  {explained}        403   403     200     200   403     in
deficit/reconciliation/explain/<int:pk>/withdraw/ POST {explained}        403   403     422     422   403     in
deficit/reconciliation/upload/                  GET    -                  403   403     200     200   403     in
deficit/reconciliation/upload/                  POST   -                  403   403     422     422   403     in
deficit/reconciliation/upload/confirm/          POST   -                  403   403     422     422   403     in
deficit/requests/                               GET    -                  200   200     200     200   200     in
deficit/trajectory/                             GET    -                  200   200     200     200   200     in
deficit/in-the-forecast/                        GET    -                  200   200     200     200   200     in
deficit/in-the-forecast/                        POST   -                  403   403     422     422   403     in
deficit/bridge/                                 GET    -                  200   200     200     200   200     in
deficit/initiatives/<slug:slug>/                GET    send-sufficiency   200   200     200     200   200     in
deficit/runs/                                   GET    -                  200   200     200     200   200     in
deficit/runs/progress/                          GET    -                  286   286     286     286   286     in
deficit/runs/start/                             POST   -                  403   302     302     302   403     in
deficit/runs/<int:pk>/                          GET    {run}              200   200     200     200   200     in
deficit/runs/<int:pk>/cancel/                   POST   {run}              403   302     302     302   403     in
deficit/runs/<int:pk>/publish/                  POST   {run}              403   403     422     422   403     in
deficit/runs/<int:pk>/progress/                 GET    {run}              286   286     286     286   286     in
benchmarking/                                   GET    -                  200   200     200     200   200     in
benchmarking/matrix/                            GET    -                  200   200     200     200   200     in
benchmarking/appendix-3/                        GET    -                  200   200     200     200   200     in
benchmarking/appendix-3/<slug:slug>/comment/    GET    hospital           403   200     200     200   403     in
benchmarking/appendix-3/<slug:slug>/comment/    POST   hospital           403   422     422     422   403     in
benchmarking/trend/                             GET    -                  200   200     200     200   200     in
benchmarking/budget-and-outturn/                GET    -                  200   200     200     200   200     in
benchmarking/plans/                             GET    -                  200   200     200     200   200     in
benchmarking/timeliness/                        GET    -                  200   200     200     200   200     in
benchmarking/side-by-side/                      GET    -                  200   200     200     200   200     in
benchmarking/without-a-deficit/                 GET    -                  200   200     200     200   200     in
benchmarking/sets/                              GET    -                  200   200     200     200   200     in
benchmarking/sets/add/                          GET    -                  403   200     200     200   403     in
benchmarking/sets/add/                          POST   -                  403   422     422     422   403     in
benchmarking/sets/<int:pk>/                     GET    {chosen}           200   200     200     200   200     in
benchmarking/sets/<int:pk>/change/              GET    {chosen}           403   200     200     200   403     in
benchmarking/sets/<int:pk>/change/              POST   {chosen}           403   422     422     422   403     in
benchmarking/sets/<int:pk>/archive/             POST   {chosen}           403   422     422     422   403     in
benchmarking/imports/                           GET    -                  200   200     200     200   200     in
benchmarking/imports/new/                       GET    -                  403   403     200     200   403     in
benchmarking/imports/new/                       POST   -                  403   403     422     422   403     in
benchmarking/imports/confirm/                   POST   -                  403   403     422     422   403     in
benchmarking/imports/problems/                  POST   -                  403   403     422     422   403     in
benchmarking/imports/<int:pk>/                  GET    {imported}         200   200     200     200   200     in
benchmarking/imports/<int:pk>/undo/             POST   {imported}         403   403     422     422   403     in
benchmarking/<slug:slug>/                       GET    top-up-independent 200   200     200     200   200     in
"""


@dataclass(frozen=True)
class Route:
    route: str
    method: str
    sample: str
    expected: dict[str, str]

    def path(self, sample: str, **rows: object) -> str:
        """The address with each ``<converter:name>`` filled from the sample, part by part."""
        path, parts = self.route.replace("<root>", ""), sample.format(**rows).split("/")
        for part in parts if "<" in path else ():
            before, _, rest = path.partition("<")
            path = before + part + rest.partition(">")[2]
        return f"/{path}"


def table() -> list[Route]:
    head, *lines = [line.split() for line in TABLE.strip().splitlines()]
    return [Route(r, m, s, dict(zip(head[3:], expected, strict=True))) for r, m, s, *expected in lines]
