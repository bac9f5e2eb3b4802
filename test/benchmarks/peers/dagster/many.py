"""10,000 assets in 100 groups, each but the first reading three before it; its twin is in dagwerk/many."""

from dagster import AssetIn, AssetKey, Definitions, asset

GROUPS = 100


def numbered_asset(place):
    facts = {"group_name": f"group_{place % GROUPS}", "owners": ["team:data"], "kinds": {"table"}}
    if place <= GROUPS:

        @asset(name=f"asset_{place}", **facts)
        def source():
            return place

        return source

    upstream = {
        name: AssetIn(AssetKey(f"asset_{before}"))
        for name, before in zip("abc", (place - 1, place - GROUPS, place // 2), strict=True)
    }

    @asset(name=f"asset_{place}", ins=upstream, **facts)
    def reading(a, b, c):
        return a + b + c + place

    return reading


defs = Definitions(assets=[numbered_asset(place) for place in range(10_000)])
