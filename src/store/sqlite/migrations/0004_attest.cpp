#include "store/sqlite/migrations/all.h"

namespace helselos::store::sqlite::migrations {

// What an app or an attest told of who looked. Rows that are there have none, and keep their digests (log/chain.h).
const char* const attest = R"sql(
ALTER TABLE audit ADD COLUMN app INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN decided_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN legal_entity INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN point_of_care INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN purpose_details INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace helselos::store::sqlite::migrations
