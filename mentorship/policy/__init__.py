"""What the rules say: the handbook as data, checked, and changed only by laying amendments over it.

Begin with `handbook/activities.toml` and `tiers.toml`, then `model.py` and `activity.py`. `loader.py` reads a
handbook, `checking.py` and `contradictions.py` say what is wrong with one; `timeline.py` holds dated values.
`amendments.py` lays a change over a policy, `readings.py` and `interpretation.py` the answers to the text's open
questions; `difference.py` puts a change into words, `touched.py` says which sessions it can concern.
`requirements.py` works out what it takes to complete a tier.
"""
