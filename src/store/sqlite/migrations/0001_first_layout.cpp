#include "store/sqlite/migrations/all.h"

namespace helselos::store::sqlite::migrations {

const char* const first_layout = R"sql(
-- Small facts about this store: the key that signs cursors, whether it was closed in order.
CREATE TABLE meta(
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Types ("Patient"), parameters ("Patient.name"), systems and units.
CREATE TABLE name(
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

-- Also what is only referred to: then version is 0. A url to elsewhere is a resource of type 0.
CREATE TABLE resource(
  id INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  logical_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  is_living INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX resource_by_logical_id ON resource(logical_id, type);

-- The sequence is the order of commit: of history, of events, of _lastUpdated.
CREATE TABLE version(
  sequence INTEGER PRIMARY KEY,
  resource INTEGER NOT NULL,
  number INTEGER NOT NULL,
  type INTEGER NOT NULL,
  act INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX version_of_resource ON version(resource, number);
CREATE INDEX version_of_type ON version(type);

CREATE TABLE living(
  type INTEGER NOT NULL,
  resource INTEGER NOT NULL,
  PRIMARY KEY(type, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept(
  resource INTEGER PRIMARY KEY,
  rows BLOB NOT NULL
) STRICT;

CREATE TABLE token(
  parameter INTEGER NOT NULL,
  code TEXT NOT NULL,
  system INTEGER NOT NULL,
  resource INTEGER NOT NULL,
  PRIMARY KEY(parameter, code, system, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE string(
  parameter INTEGER NOT NULL,
  folded TEXT NOT NULL,
  resource INTEGER NOT NULL,
  PRIMARY KEY(parameter, folded, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE date(
  parameter INTEGER NOT NULL,
  width INTEGER NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  resource INTEGER NOT NULL,
  PRIMARY KEY(parameter, width, low, high, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE number(
  parameter INTEGER NOT NULL,
  width INTEGER NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  resource INTEGER NOT NULL,
  PRIMARY KEY(parameter, width, low, high, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantity(
  parameter INTEGER NOT NULL,
  width INTEGER NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  unit INTEGER NOT NULL,
  system INTEGER NOT NULL,
  resource INTEGER NOT NULL,
  PRIMARY KEY(parameter, width, low, high, unit, system, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference(
  parameter INTEGER NOT NULL,
  target INTEGER NOT NULL,
  resource INTEGER NOT NULL,
  PRIMARY KEY(parameter, target, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE uri(
  parameter INTEGER NOT NULL,
  uri TEXT NOT NULL,
  resource INTEGER NOT NULL,
  PRIMARY KEY(parameter, uri, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE compartment(
  owner INTEGER NOT NULL,
  type INTEGER NOT NULL,
  resource INTEGER NOT NULL,
  source INTEGER NOT NULL,
  PRIMARY KEY(owner, type, resource, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE counter(
  type INTEGER PRIMARY KEY,
  living INTEGER NOT NULL,
  versions INTEGER NOT NULL
) STRICT;

-- The events that are not handled yet; the rest of an event is its version.
CREATE TABLE waiting(
  sequence INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE audit(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  agent TEXT NOT NULL,
  organization INTEGER NOT NULL,
  action INTEGER NOT NULL,
  interaction INTEGER NOT NULL,
  record TEXT NOT NULL,
  patient TEXT NOT NULL,
  purpose INTEGER NOT NULL,
  outcome INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_of_patient ON audit(patient) WHERE patient <> '';
)sql";

}  // namespace helselos::store::sqlite::migrations
