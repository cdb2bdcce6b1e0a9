// Bundles put together as text: the bodies in them are stored as they are served,
// so nothing is parsed to be written again.
#pragma once

#include "access/record.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace helselos::interaction {

class BundleText {
public:
    explicit BundleText(std::string_view type);

    BundleText& total(std::uint64_t total);
    BundleText& link(std::string_view relation, std::string_view url);

    // Each entry is a complete JSON object, without the braces' inside being checked.
    BundleText& entry(std::string_view json_object);
    // As search_entry, without a copy of the body between.
    BundleText& found(const access::Version& version, std::string_view base, std::string_view mode);
    // Room for what is to come: one stretch of memory instead of many that grow.
    void reserve(std::span<const access::Version> matches, std::span<const access::Version> included);
    std::string finish() &&;

private:
    void begin_entry();

    std::string m_text;
    bool m_has_links = false;
    bool m_has_entries = false;
};

// "search":{"mode":"match"} with fullUrl and resource.
std::string search_entry(const access::Version& version, std::string_view base, std::string_view mode);

// request and response as a history shows them.
std::string history_entry(const access::Version& version, std::string_view base);

// W/"3"
std::string etag(const access::Version& version);

}  // namespace helselos::interaction
