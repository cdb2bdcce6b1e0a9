#include "interaction/bulk/export_request.h"

#include <gtest/gtest.h>

namespace helselos::interaction::bulk {

TEST(ExportRequest, types_stand_once_each_in_the_order_asked_for)
{
    const auto request = read_export_request({{"_type", "Patient,Observation"}, {"_type", "Patient"}}, Unknown::refuse);
    ASSERT_TRUE(request.ok());
    EXPECT_EQ(request->types, (std::vector<std::string>{"Patient", "Observation"}));
}

TEST(ExportRequest, an_empty_type_is_no_wish_for_all_types)
{
    EXPECT_EQ(read_export_request({{"_type", ""}}, Unknown::refuse).error().kind, Kind::invalid);
    EXPECT_EQ(read_export_request({{"_type", "Patient,"}}, Unknown::refuse).error().kind, Kind::invalid);
}

TEST(ExportRequest, only_ndjson_is_offered)
{
    EXPECT_TRUE(read_export_request({{"_outputFormat", "application/fhir+ndjson"}}, Unknown::refuse).ok());
    EXPECT_EQ(read_export_request({{"_outputFormat", "text/csv"}}, Unknown::leave_out).error().kind, Kind::unsupported);
}

TEST(ExportRequest, an_unknown_parameter_is_left_out_only_for_a_lenient_caller)
{
    EXPECT_EQ(read_export_request({{"_typ", "Patient"}}, Unknown::refuse).error().kind, Kind::invalid);
    EXPECT_TRUE(read_export_request({{"_typ", "Patient"}}, Unknown::leave_out).ok());
}

TEST(ExportRequest, what_is_known_and_not_offered_is_refused_to_lenient_callers_too)
{
    for (const auto* name : {"includeAssociatedData", "organizeOutputBy"})
        EXPECT_EQ(read_export_request({{name, "x"}}, Unknown::leave_out).error().kind, Kind::unsupported);
}

TEST(ExportRequest, since_is_one_instant)
{
    EXPECT_TRUE(read_export_request({{"_since", "2026-01-01T00:00:00Z"}}, Unknown::refuse)->since.has_value());
    EXPECT_FALSE(read_export_request({{"_since", "yesterday"}}, Unknown::refuse).ok());
    EXPECT_FALSE(
        read_export_request({{"_since", "2026-01-01T00:00:00Z"}, {"_since", "2026-01-02T00:00:00Z"}}, Unknown::refuse)
            .ok());
}

}  // namespace helselos::interaction::bulk
