// Limits of forms: judging, filling, extracting and assembling them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace helselos::limits {

constexpr std::size_t form_items_max = 20'000;            // Of one Questionnaire; the largest published has 3,000.
constexpr std::size_t form_depth_max = 24;                // Groups in groups; a reader is lost after five.
constexpr std::uint64_t form_visits_max = 2'000'000;      // Items looked at to judge one response: a second of work.
constexpr std::uint64_t form_path_steps_max = 5'000'000;  // Of FHIRPath, all expressions of a form together.
constexpr std::size_t form_path_bytes_max = 64U << 20;    // That their results hold at once.
constexpr std::size_t form_issues_max = 200;              // Nobody reads more; a sender mends these first.
constexpr std::size_t form_pattern_bytes_max = 2'000;     // Of a regular expression in a form.
constexpr std::size_t form_queries_max = 50;              // Searches to fill one form; each costs and is logged.
constexpr std::size_t form_query_results_max = 100;       // Resources taken of one of them.
constexpr std::size_t form_items_filled_max = 10'000;     // Of one response that is filled.
constexpr std::size_t form_entries_max = 1'000;           // Resources extracted of one response.
constexpr std::size_t form_parts_max = 200;               // Questionnaires put together into one.
constexpr std::uint64_t form_member_visits = 1'000;       // What asking whether a code is in a value set counts for.
constexpr std::size_t form_bytes_made_max = 32U << 20;  // Of what is filled, extracted or assembled: a form multiplies.
constexpr std::size_t form_nodes_made_max = 200'000;    // Of JSON made from a template: repetition multiplies.
constexpr std::size_t form_context_max = 20;            // Named resources handed in to fill one form.

}  // namespace helselos::limits
