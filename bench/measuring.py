"""What every scenario is given: the programs, a folder, how long and how often to measure, and loaded corpora."""

import pathlib
import random
import shutil
import time

import disk
import records

CLIENTS = 32
READERS = 64
SEED = 190723
LARGE_RESIDENTS = 100_000
LARGE_RESOURCES = 1_000_000
SETTLE_SECONDS_MAX = 300
QUICK_SETTLE_SECONDS_MAX = 10


class Corpus:
    """Resources to import, and the data folder they were imported into."""

    def __init__(self, name, source, resources, residents):
        self.name = name
        self.source = source
        self.resources = resources
        self.residents = residents
        self.data = None
        self.import_rate = None

    def text(self):
        return f'{self.resources:,} ({self.name})'


class Measuring:
    def __init__(self, tools, folder, options):
        self.tools = tools
        self.folder = folder
        self.rounds = options.rounds
        self.seconds = options.seconds
        self.is_large = options.large
        self.options = options
        self.chance = random.Random(SEED)
        self.m_corpus = None
        self.m_large = None

    def fresh(self, name):
        """An empty folder."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def turns(self, *runs):
        """Results of each of the runs, taken in turns."""
        results = [[] for _ in runs]
        for _ in range(self.rounds):
            for result, run in zip(results, runs):
                result.append(run())
        return results

    def load(self, server, *arguments):
        """One measurement of --seconds; see bench_load --help."""
        return self.tools.load(server, ['--seconds', self.seconds, *arguments])

    def syncs(self):
        """How often a second this disk can be made to keep 4 KiB, asked beside every durable figure."""
        return disk.syncs_per_second(self.folder)

    def corpus(self):
        """The Synthea corpus when there is one (--synthea), else a made-up one. Not loaded yet."""
        if self.m_corpus is None:
            source = self.options.synthea
            if source:
                resources, residents = records.count_resources(source)
                self.m_corpus = Corpus('Synthea', pathlib.Path(source), resources, residents)
            else:
                self.m_corpus = self.made_up('made-up', self.options.residents)
        return self.m_corpus

    def loaded(self):
        """The corpus, imported once; scenarios that change records work on a copy."""
        return self.imported(self.corpus())

    def large(self):
        """A made-up corpus of 100,000 residents and a million resources, imported once (--large)."""
        if self.m_large is None:
            self.m_large = self.made_up('made-up', LARGE_RESIDENTS)
        return self.imported(self.m_large)

    def at_hand(self):
        """The large corpus when it was asked for, else the small one."""
        return self.large() if self.is_large else self.loaded()

    def made_up(self, name, residents):
        source = self.fresh(f'source-{residents}')
        resources = records.write_residents(source, residents, SEED)
        return Corpus(name, source, resources, residents)

    def imported(self, corpus):
        if corpus.data is None:
            data = self.folder / f'loaded-{corpus.resources}'
            corpus.import_rate = corpus.resources / self.tools.import_files(data, [corpus.source])
            self.settle(data)
            corpus.data = data
        return corpus

    def settle(self, data):
        """Lets the program react to what was imported, for a while: else the reactions would be measured too."""
        with self.tools.helselos(data) as server:
            end = time.monotonic() + (QUICK_SETTLE_SECONDS_MAX if self.options.quick else SETTLE_SECONDS_MAX)
            while server.events_waiting() > 0 and time.monotonic() < end:
                time.sleep(0.2)
