"""Makes of a data folder what a program of rows edition 1 would have left, and reads the search rows of a folder."""

import hashlib
import sqlite3

KIND_TOKEN = 1
KIND_STRING = 2
KIND_COMPOSITE = 9
OF_TYPE = ":of-type"

# What stands in the store for searching; composite and differing came with layout 2.
ROW_TABLES = ("token", "string", "date", "number", "quantity", "reference", "uri", "compartment", "kept", "composite",
              "differing", "living", "counter")


# Of the table audit, since layouts 3 and 4.
LOG_COLUMNS = ("role", "basis", "reason", "decision", "network_request", "digest", "app", "decided_by", "legal_entity",
               "point_of_care", "purpose_details")


def kept_rows(blob):
    """The rows in a blob of the table kept, each with its length before it (src/store/sqlite/kept.cpp)."""
    at = 0
    while at < len(blob):
        begin, length, shift = at, 0, 0
        while True:
            byte = blob[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        yield blob[begin:at + length], blob[at], int.from_bytes(blob[at + 1:at + 5], "big")
        at += length


def age(data):
    """Edition 1: no rows of composites, none under "identifier:of-type", layout 1, no edition, no index of words, and a
    log without a chain."""
    for end in ("words.db", "words.db-wal", "words.db-shm", "time-zone", "environment"):
        (data / end).unlink(missing_ok=True)
    with sqlite3.connect(data / "helselos.db") as store:
        of_type = {number for number, text in store.execute("SELECT id,text FROM name") if text.endswith(OF_TYPE)}
        changed = []
        for resource, blob in store.execute("SELECT resource,rows FROM kept"):
            older = b"".join(whole for whole, kind, parameter in kept_rows(blob)
                             if kind != KIND_COMPOSITE and not (kind == KIND_TOKEN and parameter in of_type))
            if older != blob:
                changed.append((older, resource))
        store.executemany("UPDATE kept SET rows=? WHERE resource=?", changed)
        store.executemany("DELETE FROM token WHERE parameter=?", [(number,) for number in of_type])
        store.executescript("DROP TABLE composite; DROP TABLE differing; DROP TABLE log_link; DROP TABLE log_day;"
                            + "".join(f"ALTER TABLE audit DROP COLUMN {column};" for column in LOG_COLUMNS)
                            + "PRAGMA user_version=1;"
                            " DELETE FROM meta WHERE name LIKE 'fact search-%' OR name LIKE 'log%';")
    store.close()
    return len(changed)


def forget_strings(data):
    """As if no string had been read from any resource."""
    with sqlite3.connect(data / "helselos.db") as store:
        fewer = [(b"".join(whole for whole, kind, _ in kept_rows(blob) if kind != KIND_STRING), resource)
                 for resource, blob in store.execute("SELECT resource,rows FROM kept")]
        store.executemany("UPDATE kept SET rows=? WHERE resource=?", fewer)
        store.execute("DELETE FROM string")
    store.close()


def all_rows(data):
    """For each table how many rows it has, and a digest of all of them."""
    digests = {}
    with sqlite3.connect(data / "helselos.db") as store:
        for table in ROW_TABLES:
            columns = [column[1] for column in store.execute(f"PRAGMA table_info({table})")]
            digest, count = hashlib.sha256(), 0
            for row in store.execute(f"SELECT * FROM {table} ORDER BY {','.join(columns)}"):
                digest.update(repr(row).encode())
                count += 1
            digests[table] = (count, digest.hexdigest())
    store.close()
    return digests
