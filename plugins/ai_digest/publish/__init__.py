"""Publishing: where the site will be, and whether what was built may take its place.

    content/  ──▶ promises ─┐
    last time ──▶ record ───┼─▶ gate ──▶ findings, or the record of this time
    output    ──▶ site ─────┘

`gate` decides; the others read. Uploading is the work of `make github` and of the workflow.
"""
