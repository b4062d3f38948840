# The few recipes; CI calls the same commands (.ci/run).

test *words:
    python3 bootstrap.py test {{words}}

lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    .venv/bin/lint-imports

gate:
    .venv/bin/python quality/gates.py

demo:
    python3 bootstrap.py demo

docs:
    .venv/bin/python docs/write_help.py

pins:
    .venv/bin/uv pip compile --universal --generate-hashes --python-version 3.11 -q --no-header requirements/run.in -o requirements/run.txt
    .venv/bin/uv pip compile --universal --generate-hashes --python-version 3.11 -q --no-header requirements/dev.in -o requirements/dev.txt
