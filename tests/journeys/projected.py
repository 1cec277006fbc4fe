"""The projection's pages, in each of their states; the run that they show is published with the what-ifs."""

TRAJECTORY, BRIDGE, OF_INITIATIVE = "/deficit/trajectory/", "/deficit/bridge/", "/deficit/initiatives/"


def projection_addresses() -> dict[str, str]:
    return {
        "trajectory": TRAJECTORY,
        "trajectory of the reported": f"{TRAJECTORY}?scenario=as-reported",
        "trajectory bad choice": f"{TRAJECTORY}?scenario=zzz",
        "in the forecast": "/deficit/in-the-forecast/",
        "bridge": BRIDGE,
        "bridge of another year": f"{BRIDGE}?year=2027-28",
        "bridge bad year": f"{BRIDGE}?year=1999-00",
        "initiative projected": f"{OF_INITIATIVE}send-sufficiency/",
        "initiative of children": f"{OF_INITIATIVE}portage/",
        "initiative without benefit": f"{OF_INITIATIVE}pre-ehcp/",
    }
