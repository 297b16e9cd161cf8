"""JETRO's lists, as if thirty entries were a long one: halved the same way, with less to wait."""

from spiders.national.jetro_national import JetroNational


class JetroShortLists(JetroNational):
    """JETRO's national list with a smaller ``most``."""

    name = "jetro_short_lists"
    most = 30
