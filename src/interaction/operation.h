// Operations: acts with a name of their own, offered by services and by the house
// itself, at one address each (http://hl7.org/fhir/R4/operations.html).
#pragma once

#include "access/session.h"
#include "base/url.h"
#include "interaction/address.h"
#include "interaction/hall.h"
#include "json/value.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace helselos::interaction {

struct OperationRequest {
    access::Session& session;
    const Hall& hall;
    const Address& address;                // Type and id, as far as the level has them.
    const QueryParameters& parameters;     // Of a GET.
    const json::Document* body = nullptr;  // Of a POST; a null pointer when there was none.
    std::string base;                      // The server's own address, without a slash at the end.
    std::string remote;                    // The caller's network address, for limits on tries.
    std::string accept = {};               // The header Accept, as it was sent; of operations that choose their form.
    std::string media = {};                // The one of Operation::offers that the caller asks for; empty: a resource.
    bool is_async = false;                 // "Prefer: respond-async" was sent.
    bool is_delete = false;                // Sent with DELETE; only to what Operation::deletes.
};

struct OperationAnswer {
    int status = 200;
    std::string body;        // A resource as JSON text; empty with 204.
    std::string media = {};  // Of the body, when it is no resource: "application/pdf".
    std::vector<std::pair<std::string, std::string>> headers = {};  // Beside those of every answer: "Content-Location".
    std::filesystem::path file = {};  // What the body is read from as it is sent, instead of `body`; empty: none.
};

enum class Level : std::uint8_t { system, type, instance };

struct Operation {
    std::string name;  // "$next-question".
    Level level = Level::system;
    std::string type;        // Empty at system level, and at type level for every type.
    bool changes = true;     // False: also answered to GET.
    std::string definition;  // Canonical address of the OperationDefinition.
    std::function<Result<OperationAnswer>(const OperationRequest&)> carry_out;
    bool chooses_form = false;             // It reads _format and Accept itself; else only JSON is acceptable.
    std::vector<std::string> offers = {};  // Other forms of its answer than a resource, by media type.
    bool deletes = false;                  // DELETE at its address is carried out too: a job that is given up.
    // Other forms of its body than a resource, by media type. Such a body is a document of one text, as it was sent.
    std::vector<std::string> takes = {};
};

// The table of operations; filled at start, then only read.
class Operations {
public:
    void add(Operation operation);
    const Operation* find(Level level, std::string_view type, std::string_view name) const;
    const std::vector<Operation>& all() const { return m_operations; }

private:
    std::vector<Operation> m_operations;
};

// The part of a Parameters resource with that name; absent when there is none.
json::Value parameter(json::Value parameters, std::string_view name);

}  // namespace helselos::interaction
