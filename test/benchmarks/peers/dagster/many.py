"""10,000 assets in 100 layers, each reading three of the layer before it; its twin is in dagwerk/many."""

from dagster import AssetIn, AssetKey, Definitions, asset

WIDTH = 100


def numbered_asset(place):
    facts = {"group_name": f"layer_{place // WIDTH}", "owners": ["team:data"], "kinds": {"table"}}
    if place < WIDTH:

        @asset(name=f"asset_{place}", **facts)
        def source():
            return place

        return source

    layer = place // WIDTH * WIDTH
    upstream = {
        name: AssetIn(AssetKey(f"asset_{layer - WIDTH + (place + step) % WIDTH}"))
        for name, step in zip("abc", (0, 1, 7), strict=True)
    }

    @asset(name=f"asset_{place}", ins=upstream, **facts)
    def reading(a, b, c):
        return a + b + c + place

    return reading


defs = Definitions(assets=[numbered_asset(place) for place in range(10_000)])
