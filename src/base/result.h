// A value, or the reason why there is none.
//
// Program failure and wrong data are two channels: an Error says why an act did
// not happen; wrong data is a list of issues (base/issue.h) which an Error may
// carry whole to whoever answers the caller.
#pragma once

#include "base/assert.h"
#include "base/issue.h"

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace helselos {

// Why something did not happen. The kind decides the HTTP status and the FHIR
// issue code in exactly one place (server/rest/outcome.cpp).
enum class Kind : std::uint8_t {
    invalid,          // The form is broken: 400.
    unprocessable,    // The form is right, a rule is broken: 422.
    unauthenticated,  // 401.
    forbidden,        // 403; only for a record the caller may know of.
    not_found,        // 404; also every record the caller may not know of.
    gone,             // 410; deleted, and the caller might have read it.
    conflict,         // 409; somebody else was first, or a reference would break.
    precondition,     // 412; If-Match or a conditional criterion did not hold.
    too_large,        // 413; a named limit was passed.
    too_costly,       // 422 with code too-costly; a budget ran out.
    unsupported,      // 400 or 405 with code not-supported.
    busy,             // 503; try again.
    throttled,        // 429; this caller asks too often.
    fault,            // 500; ours.
};

struct [[nodiscard]] Error {
    Kind kind = Kind::fault;
    std::string reason;              // For caller and log. Never holds a value taken from a record.
    std::string element = {};        // FHIRPath of the element at fault, or empty.
    std::vector<Issue> issues = {};  // All that is wrong with the data, when more than the reason is known.
};

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    // Only after ok() was asked.
    T& value() &
    {
        HL_ASSERT(ok());
        return std::get<0>(m_state);
    }
    const T& value() const&
    {
        HL_ASSERT(ok());
        return std::get<0>(m_state);
    }
    T&& value() &&
    {
        HL_ASSERT(ok());
        return std::get<0>(std::move(m_state));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    Error& error() &
    {
        HL_ASSERT(!ok());
        return std::get<1>(m_state);
    }
    const Error& error() const&
    {
        HL_ASSERT(!ok());
        return std::get<1>(m_state);
    }
    Error&& error() &&
    {
        HL_ASSERT(!ok());
        return std::get<1>(std::move(m_state));
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    void value() const { HL_ASSERT(ok()); }

    Error& error() &
    {
        HL_ASSERT(!ok());
        return *m_error;
    }
    const Error& error() const&
    {
        HL_ASSERT(!ok());
        return *m_error;
    }
    Error&& error() &&
    {
        HL_ASSERT(!ok());
        return *std::move(m_error);
    }

private:
    std::optional<Error> m_error;
};

#define HL_JOIN_NOW(left, right) left##right
#define HL_JOIN(left, right) HL_JOIN_NOW(left, right)
// Each use has a name of its own, so that one may stand inside another.
#define HL_TRY(name, ...) \
    __extension__({ \
        auto name = (__VA_ARGS__); \
        if (!name.ok()) [[unlikely]] \
            return std::move(name).error(); \
        std::move(name).value(); \
    })

// Gives the value, or leaves the function with the error.
#define TRY(...) HL_TRY(HL_JOIN(try_result_, __COUNTER__), __VA_ARGS__)

}  // namespace helselos
