// The regions' own rules: whom to propose, and what is more urgent there, by municipality, time, level and complaint.
//
// Kept in content/routing/*.yaml and read at start. A rule may make something more urgent, never less: a file with a
// rule that would is refused.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::sharing {

struct RoutingRule {
    std::string id;
    std::vector<std::string> levels;      // Empty: all.
    std::vector<std::string> complaints;  // Empty: all.
    std::array<bool, 7> on{};             // By weekday, Monday first.
    int from = 0;                         // Minutes since midnight in Oslo.
    int until = 24 * 60;                  // Not this minute itself. Before `from`: on the next day.
    std::vector<std::string> propose;     // HER-ids, the first to be preferred.
    int priority = 0;                     // At least as urgent as this, 1 to 5; 0: as it is.
};

struct Region {
    std::string municipality;        // Its number: "9901".
    std::vector<std::string> names;  // As they stand in addresses.
    std::vector<RoutingRule> rules;  // In order.
};

struct Routing {
    std::vector<Region> regions;
};

// A moment as people there see it on the wall.
struct WallTime {
    int weekday = 0;  // 0 is Monday.
    int minute = 0;   // Since midnight.
};

// Error fault: this machine does not know the zone.
Result<WallTime> wall_time_in_oslo(Instant instant);

struct RoutingQuestion {
    std::string_view municipality;  // Number or name.
    std::string_view level;
    std::string_view complaint;  // Empty: of none in particular.
    int priority = 0;            // That it has without the rules.
    WallTime at;
};

struct Proposed {
    std::string her_id;
    std::string rule;
};

struct Proposal {
    std::vector<Proposed> recipients;  // In order; nobody twice.
    int priority = 0;                  // Never a higher number than the question's.
};

// Pure. All rules that apply count: their recipients one after the other, the most urgent priority.
Proposal route(const Routing& routing, const RoutingQuestion& question);

// The number of the municipality that is called so, or has that number; empty when no region is.
std::string_view municipality_called(const Routing& routing, std::string_view name_or_number);

// Every .yaml in the folder; a folder that is not there has no rules. Error invalid with an issue for each fault, the
// file and the rule named.
Result<Routing> load_routing(const std::filesystem::path& folder);

}  // namespace helselos::sharing
