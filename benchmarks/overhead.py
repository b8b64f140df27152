"""What coopt costs over the engine alone, on models that the engine ends in a second or two.

    python benchmarks/overhead.py DATA [ROUNDS]

DATA holds ``bks.csv`` and the models. Runs ``coopt solve`` and a bare pyscipopt script in turn, in
fresh processes, and prints the wall time of each (median over the rounds) and the difference.
"""

import csv
import statistics
import subprocess
import sys
import time
from pathlib import Path

BARE = """
import sys
from pyscipopt import Model
model = Model()
model.hideOutput()
model.readProblem(sys.argv[1])
model.optimize()
print(model.getStatus(), model.getObjVal() if model.getNSols() else None)
"""


def wall_s(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def main() -> None:
    data = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with open(data / "bks.csv", newline="", encoding="utf-8") as file:
        easy = [data / row["file"] for row in csv.DictReader(file) if row["hardness"] == "easy"]
    differences = []
    for model in easy:
        bare, ours = [], []
        for _ in range(rounds):
            bare.append(wall_s([sys.executable, "-c", BARE, str(model)]))
            ours.append(wall_s([sys.executable, "-m", "coopt_cli", "solve", str(model), "-q"]))
        pair = statistics.median(bare), statistics.median(ours)
        differences.append(pair[1] - pair[0])
        print(f"{model.name:28s} bare {pair[0]:6.2f} s  coopt {pair[1]:6.2f} s", flush=True)
    print(f"median difference {statistics.median(differences):+.2f} s over {len(easy)} models")


if __name__ == "__main__":
    main()
