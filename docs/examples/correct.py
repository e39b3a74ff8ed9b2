"""Pages out to an annotation tool, the corrections back as judgements, and a build that obeys them."""

import json
from pathlib import Path

from kg.annotate import READERS, TOOLS, changes, sheets, verdicts
from kg.knowledge.judgement_rows import written
from kg.pipeline import understand
from kg.verbs import judgements

PAGE = ["seeds/pages/wenfeng.txt"]
Path("pages.jsonl").write_bytes(TOOLS["doccano"].write(sheets(understand(PAGE)).pages))

# Somebody corrects pages.jsonl in doccano and exports it. Here a program draws one relation less.
record = json.loads(Path("pages.jsonl").read_text(encoding="utf-8"))
gone = next(tie for tie in record["relations"] if tie["type"] == "leads")
record["relations"].remove(gone)
Path("corrected.jsonl").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")

corrected = [changes(page) for page in READERS["doccano"](Path("corrected.jsonl"))]
rows = written(verdicts(corrected, who="an editor"))
print(rows)
Path("judgements.tsv").write_text(rows, encoding="utf-8")

before, after = understand(PAGE), understand(PAGE, judged=judgements("judgements.tsv"))
print(len(before.claims) - len(after.claims), "claim less")
