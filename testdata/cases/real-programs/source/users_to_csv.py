"""Write users.json as Python's csv module writes it: users_to_csv.py DIALECT FILE"""

import csv
import json
import sys

with open("users.json", encoding="utf-8") as source:
    rows = json.load(source)
with open(sys.argv[2], "w", encoding="utf-8", newline="") as target:
    csv.writer(target, dialect=sys.argv[1]).writerows(rows)
