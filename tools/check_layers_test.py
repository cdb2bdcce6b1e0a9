import tempfile
import unittest
from pathlib import Path

import check_layers

LAW = """
base:
json:      base
services:  base json
server:    base json
app:       *
"""


class Law(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        self.write("tools/layers.txt", LAW)
        for header in ("base/text.h", "json/read.h", "server/http/route.h", "services/triage/decide.h",
                       "services/booking/slot.h", "app/reactions.h"):
            self.write(f"src/{header}", "#pragma once\n")

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def breaches(self):
        return [f"{breach.file}:{breach.line}" for result in check_layers.check(self.root) for breach in result]

    def test_a_room_may_look_down(self):
        self.write("src/json/read.cpp", '#include "json/read.h"\n\n#include "base/text.h"\n#include <string>\n')
        self.assertEqual(self.breaches(), [])

    def test_looking_up_is_found_with_file_and_line(self):
        self.write("src/base/text.cpp", '#include "base/text.h"\n#include "json/read.h"\n')
        self.assertEqual(self.breaches(), ["src/base/text.cpp:2"])

    def test_a_service_may_not_look_into_another(self):
        self.write("src/services/triage/decide.cpp", '#include "services/booking/slot.h"\n')
        self.assertEqual(self.breaches(), ["src/services/triage/decide.cpp:1"])

    def test_a_service_may_look_into_itself(self):
        self.write("src/services/triage/decide.cpp", '#include "services/triage/decide.h"\n')
        self.assertEqual(self.breaches(), [])

    def test_the_two_wings_never_see_each_other(self):
        self.write("src/services/triage/decide.cpp", '#include "server/http/route.h"\n')
        self.write("src/server/http/route.cpp", '#include "services/triage/decide.h"\n')
        self.assertEqual(self.breaches(), ["src/services/triage/decide.cpp:1", "src/server/http/route.cpp:1"])

    def test_app_may_look_everywhere(self):
        self.write("src/app/main.cpp", '#include "services/triage/decide.h"\n#include "server/http/route.h"\n')
        self.assertEqual(self.breaches(), [])

    def test_a_way_round_by_dots_is_found(self):
        self.write("src/base/text.cpp", '#include "../json/read.h"\n')
        self.assertEqual(self.breaches(), ["src/base/text.cpp:1"])

    def test_a_file_in_no_room_is_found(self):
        self.write("src/extras/thing.h", "#pragma once\n")
        self.assertEqual(self.breaches(), ["src/extras/thing.h:1"])


if __name__ == "__main__":
    unittest.main()
