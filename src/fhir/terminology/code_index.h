// A code system in the form it is asked: codes by hash, who is below whom by stretches of numbers, concepts by the
// words of their displays and by the values of their properties. One block of bytes, so that a large system is a
// file mapped into memory, and nothing of it is read before it is asked for (docs/decisions/0032).
//
// Made by index_concepts.h. Only read: any thread may ask. Little-endian only. A damaged file gives wrong or
// missing answers, never a read outside it; is_whole() tells.
#pragma once

#include "base/result.h"
#include "fhir/terminology/order.h"
#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::terminology {

class CodeIndex {
public:
    // `file` is aligned to 8 bytes; `keeper`, if any, owns it and is shared by all who hold such an index.
    // Error invalid: cut off, damaged in its outline, or of another form.
    static Result<CodeIndex> open(std::span<const unsigned char> file, std::shared_ptr<const void> keeper = {});
    // Of bytes it keeps itself.
    static Result<CodeIndex> open(std::vector<unsigned char> bytes);
    CodeIndex(CodeIndex&&) noexcept;
    CodeIndex& operator=(CodeIndex&&) noexcept;
    ~CodeIndex();

    // What the CodeSystem says of itself, without its concepts: url, version, name, title, content, property ...
    json::Value about() const;
    std::string_view url() const { return about()["url"].text(); }
    std::string_view version() const { return about()["version"].text(); }
    std::string_view name() const { return about()["name"].text(); }
    bool is_complete() const;  // False for a fragment or an example: what is not here may still be a code.
    bool is_case_sensitive() const;
    bool has_circle() const;  // Then nobody can say what is below what.
    bool is_whole() const;    // Reads all of it.

    std::size_t size() const;
    // As the system compares codes.
    std::optional<Place> find(std::string_view code) const;
    std::optional<Place> find_in_any_case(std::string_view code) const;

    std::string_view code(Place place) const;
    std::string_view display(Place place) const;
    bool is_abstract(Place place) const;  // Not to be chosen itself.
    bool is_inactive(Place place) const;
    // definition, designation and property, as they stand in the CodeSystem; absent when it has none of them.
    json::Document detail(Place place) const;
    bool has_detail(Place place) const;

    // Next to it.
    std::span<const Place> parents(Place place) const;
    std::span<const Place> children(Place place) const;
    // At any distance, or the same. False when there is a circle.
    bool is_within(Place narrow, Place broad) const;
    void for_each_within(Place broad, const std::function<void(Place)>& take) const;

    // Concepts in ascending order. Words are folded (match.h), and begin a word of the code, the display or a
    // designation; what is found may still not match in the language that is asked for.
    std::vector<Place> with_words(const std::vector<std::string_view>& words) const;
    std::span<const Place> with_property(std::string_view property, std::string_view value) const;
    // Each value that some concept has of the property.
    void for_each_value(std::string_view property,
        const std::function<void(std::string_view value, std::span<const Place> places)>& take) const;
    // Declared, or borne by a concept: what is neither cannot be asked about.
    bool knows_property(std::string_view property) const;

private:
    struct File;
    explicit CodeIndex(std::unique_ptr<File> file);
    std::optional<Place> find(std::string_view code, bool in_any_case) const;
    std::unique_ptr<File> m_file;
};

}  // namespace helselos::fhir::terminology
