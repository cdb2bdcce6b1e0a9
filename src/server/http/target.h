// The parts of a request's address, and of a form, decoded. Everything a client wrote wrongly is
// refused with `invalid`: a broken escape, U+0000, bytes that are not UTF-8.
#pragma once

#include "base/result.h"
#include "base/url.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace helselos::http {

// "/fhir/Patient/1" → fhir, Patient, 1. One slash at the end is nothing; an empty segment
// within, "." and ".." are refused, also when escaped. An escaped slash stays in its segment.
Result<std::vector<std::string>> path_segments(std::string_view path);

// Names and values in the order written; a name may come more than once.
class Parameters {
public:
    Parameters() = default;
    explicit Parameters(QueryParameters in_order) : m_in_order(std::move(in_order)) {}

    const QueryParameters& in_order() const { return m_in_order; }
    bool empty() const { return m_in_order.empty(); }
    bool contains(std::string_view name) const { return find(name) != nullptr; }
    std::size_t count(std::string_view name) const;

    // Of the first of that name; null when there is none. Names are compared exactly.
    const std::string* find(std::string_view name) const;
    std::vector<std::string_view> all(std::string_view name) const;

    void add(std::string name, std::string value) { m_in_order.emplace_back(std::move(name), std::move(value)); }
    void append(const Parameters& more);

private:
    QueryParameters m_in_order;
};

// What stands after "?", or the body of an application/x-www-form-urlencoded request, where
// "+" is a space. Fails with `too_large` beyond limits::http_parameters_max.
Result<Parameters> read_query(std::string_view text);

// True for "application/x-www-form-urlencoded", with or without a charset.
bool is_form(std::string_view content_type);

// "name=Kari%20Nordmann&_count=20", without "?"; reads back as the same.
std::string write_query(const Parameters& parameters);

}  // namespace helselos::http
