"""Documents to send in or print: the evidence packet of a tier, and reports with charts, as PDF and XLSX.

Begin with `content.py`: what goes into a packet, from the records. `shape.py` says which fields it has, `view.py` puts
it into words, `pages.py` and `workbook.py` make the files, `seal.py` seals the content into them and `verify.py` checks
it. The plainer documents are built on `documents.py`: `board_pack.py`, `dossier.py`, `period_report.py`.
`typesetting.py` is the one door to Typst, `charts.py` what it can draw.
"""
