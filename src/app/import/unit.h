// What an import puts in at once: a transaction Bundle, and where it came from.
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace helselos::app {

enum class SourceForm : std::uint8_t {
    json,   // One resource or Bundle.
    lines,  // NDJSON: one of them on each line.
};

struct ImportSource {
    std::filesystem::path path;
    SourceForm form = SourceForm::json;
    std::uint64_t bytes = 0;
};

// A part of a source: bytes of NDJSON, or entries of a Bundle whose entries stand for themselves.
struct Span {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    auto operator<=>(const Span&) const = default;
};

struct ImportPart {
    Span span;
    std::uint64_t number = 0;  // As a person counts: of the line or the entry, from 1.
};

struct ImportUnit {
    const ImportSource* source = nullptr;
    Span span;
    // One for each entry, when each may be put in by itself; empty when it is all or none.
    std::vector<ImportPart> parts;
    std::uint64_t number = 0;   // Of the line it is, when it has no parts; 0: the whole file.
    json::Document bundle;      // Of type transaction.
    std::size_t resources = 0;  // Its entries.
    std::uint64_t bytes = 0;    // Its share of the source, for the progress.
};

// What could not be read or put in.
struct ImportFailure {
    std::filesystem::path path;
    SourceForm form = SourceForm::json;
    std::uint64_t number = 0;  // Of the line or entry, from 1; 0: the whole file.
    Error error;
    Span span = {};
    std::string type = {};  // Of the resource, as it says itself; empty: it could not be read.
};

// "patient.ndjson, line 12: ..." with the first issue that says more.
std::string to_text(const ImportFailure& failure);

}  // namespace helselos::app
