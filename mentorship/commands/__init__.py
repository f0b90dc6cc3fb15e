"""The commands, one module each; `mentorship/cli.py` puts them together.

Begin with `options.py` (options that many share) and `analysis.py`: what `plan`, `simulate`, `oversight`, `uptake` and
`packet` are built on, over files or the store. `output.py` prints JSON and errors; what people read is in `terminal/`.
"""
