"""Statistics that know nothing about the programme; reports and oversight build on them.

`control_charts.py` and `control_chart_rules.py`: is a change more than chance? `survival.py`: how long until a tier is
reached (Kaplan–Meier). `distinct_shares.py`: whether two shares differ.
"""
