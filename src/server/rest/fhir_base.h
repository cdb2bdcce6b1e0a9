// Everything at /fhir: from a request and who sent it to the answer.
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "interaction/operation.h"
#include "interaction/statements/statements.h"
#include "server/http/message.h"

#include <string>

namespace helselos::rest {

class FhirBase {
public:
    // All must outlive this. `base` is the address of this base as callers see it.
    FhirBase(const access::Records& records, const interaction::Hall& hall, const interaction::Operations& operations,
        std::string base);

    // `path` is the part of the request's path after the base.
    http::Response handle(const http::Request& request, std::string_view path, access::Caller caller) const;

    // A read by id, which one look-up answers.
    static bool is_read(const http::Request& request, std::string_view path);

private:
    const access::Records& m_records;
    const interaction::Hall& m_hall;
    const interaction::Operations& m_operations;
    std::string m_base;
    mutable interaction::KeptStatements m_statements;
};

}  // namespace helselos::rest
