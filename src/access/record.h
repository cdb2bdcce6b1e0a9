// The records as those above see them. The store's own words, handed on by the
// only room that may open it.
#pragma once

#include "store/store.h"

namespace helselos::access {

using store::Act;
using store::AuditRow;
using store::Body;
using store::Found;
using store::History;
using store::HistoryQuery;
using store::Key;
using store::Log;
using store::LoggedRow;
using store::LogQuery;
using store::Version;

}  // namespace helselos::access
