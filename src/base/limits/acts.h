// Operations on records: everything of patients, meta, the differences between versions.
#pragma once

#include <cstddef>

namespace helselos::limits {

constexpr std::size_t everything_patients_max = 50;  // On one page of everything of all patients: each is two searches.
constexpr std::size_t meta_values_max = 1'000;       // Of one $meta of many: tags, labels and profiles that are told.
constexpr std::size_t meta_read_at_once = 50;        // Resources with a value that is new, before it is asked again.
constexpr std::size_t meta_given_max = 100;          // Tags, labels and profiles in one $meta-add or $meta-delete.
constexpr std::size_t diff_depth_max = 64;           // As deep as JSON may be (json_depth_max).
constexpr std::size_t diff_cells_max = 4'000'000;    // Pairs of list items that are compared for one answer.

}  // namespace helselos::limits
