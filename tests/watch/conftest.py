"""The stub server of the scaffolding tests serves here, too."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scaffold"))
