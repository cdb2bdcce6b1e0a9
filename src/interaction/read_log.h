// AuditEvents are kept nowhere as resources: they are the log of who saw what, told in FHIR. Read and searched by
// patient, agent, date and action; nobody writes them.
#pragma once

#include "interaction/hall.h"
#include "interaction/search_type.h"

namespace helselos::interaction {

// The search parameters that the log answers, beside _count.
std::span<const std::string_view> log_parameters();

// Error unsupported for any other parameter, whatever the handling: a part of a log that looks whole would mislead.
Result<std::string> search_log(access::Session& session, const Hall& hall, const SearchRequest& request);

// As a version of which there is one. Error not_found.
Result<access::Version> read_logged(access::Session& session, std::string_view id);

// Error unsupported when the type is AuditEvent: what is done here writes its own.
Result<void> refuse_written_log(std::string_view type);

}  // namespace helselos::interaction
