"""Runs every *_test.py under tools/, tests/ and bench/, each with its own folder as the place to import from."""

import importlib.util
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def load(path):
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def main():
    loader = unittest.TestLoader()
    if "-k" in sys.argv:
        loader.testNamePatterns = [f"*{sys.argv[sys.argv.index('-k') + 1]}*"]
    files = sorted(path for room in ("tools", "tests", "bench") for path in (ROOT / room).rglob("*_test.py")
                   if "node_modules" not in path.parts)
    suite = unittest.TestSuite(loader.loadTestsFromModule(load(path)) for path in files)
    return 0 if unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
