// Compiled expressions by their text: each is compiled once, for all threads.
#pragma once

#include "base/limits.h"
#include "base/result.h"
#include "fhir/path/path.h"

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace helselos::fhir::path {

// For any threads at once. Holds at most `expressions_max`: what was not asked for since as many others
// as half of that were is compiled anew.
class ExpressionCache {
public:
    explicit ExpressionCache(std::size_t expressions_max = limits::path_cache_expressions_max);

    // Errors as path::compile; they are not kept.
    Result<Expression> compiled(std::string_view text);

    std::size_t size() const;

private:
    using Expressions = std::unordered_map<std::string, Expression>;

    Expression known(const std::string& text);
    void keep(const std::string& text, const Expression& expression);

    std::size_t m_half;
    mutable std::mutex m_mutex;
    // The younger half and the older one, which is dropped when the younger is full.
    Expressions m_young;
    Expressions m_old;
};

}  // namespace helselos::fhir::path
