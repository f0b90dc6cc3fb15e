"""Rows in, Plotly figures out: one module per question, named after its page.

Begin with the chart of a page you know. Colours and what they mean are in `palette.py`.
"""
