"""Who heads which body, as a data frame: of pandas, or of polars."""

import kg

graph = kg.build("seeds/pages")

answer = graph.query("officials", params={"in": "文峰区"})
for row in answer.records():  # plain text by column
    print(row["person"], row["title"], row["body"], row["since"])

frame = answer.to_pandas()  # or answer.to_polars()
print(frame.groupby("body").size().sort_values(ascending=False).head(3))

# A query of your own has typed columns: numbers are numbers, days are days.
money = graph.query(
    "SELECT ?what ?yuan { ?m kg:property kg:investment ; kg:measureOf/rdfs:label ?what ; qudt:numericValue ?yuan }"
).to_polars()
print(money.sort("yuan", "what", descending=[True, False]).head(5))
