"""part.py FILE WORD...: what stands in a file of YAML under these keys.

An item of a list is named by its id or name.
"""
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    part = yaml.safe_load(file)
for word in sys.argv[2:]:
    if isinstance(part, list):
        found = [item for item in part
                 if word in (item.get("id"), item.get("name"))]
        if len(found) != 1:
            sys.exit(f"{sys.argv[1]}: {len(found)} items are {word}")
        part = found[0]
    else:
        part = part[word]
for line in part if isinstance(part, list) else [part]:
    print(line)
