// The Questionnaires that packages and content brought, each read when it is first asked for.
//
// Filled at start, then only read: any thread may ask.
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::questionnaire {

// Shared by those who judge by it at the same time.
using FormDocument = std::shared_ptr<const json::Document>;

class Forms {
public:
    using Reader = std::function<Result<json::Document>()>;
    void add_unread(std::string_view url, std::string_view version, Reader read);

    // `canonical` may carry "|version"; without one the last that was added is found. Null when nobody knows the
    // address. Error invalid: it cannot be read.
    Result<FormDocument> find(std::string_view canonical) const;

private:
    struct Known {
        std::string url;
        std::string version;
        Reader read;
        mutable FormDocument document = {};
    };

    std::vector<Known> m_known;
    mutable std::mutex m_mutex;
};

// A canonical address taken apart.
struct Canonical {
    std::string_view url;
    std::string_view version;  // Empty: any.
};
Canonical canonical_of(std::string_view text);

}  // namespace helselos::fhir::questionnaire
