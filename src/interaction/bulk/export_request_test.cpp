#include "interaction/bulk/export_request.h"

#include "base/limits/bulk.h"

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

TEST(ExportRequest, patients_are_named_in_a_post_and_stand_once)
{
    const auto request = read_export_request({}, Unknown::refuse, {"Patient/1", "Patient/2", "Patient/1"});
    ASSERT_TRUE(request.ok());
    EXPECT_EQ(request->patients, (std::vector<std::string>{"1", "2"}));
    EXPECT_EQ(read_export_request({{"patient", "Patient/1"}}, Unknown::leave_out).error().kind, Kind::unsupported);
    for (const auto* reference :
        {"", "1", "Patient/", "Observation/1", "Patient/1/_history/2", "https://a.example/Patient/1"})
        EXPECT_EQ(read_export_request({}, Unknown::refuse, {reference}).error().kind, Kind::invalid) << reference;
}

TEST(ExportRequest, so_many_patients_are_named_and_no_more)
{
    const auto named = [](std::size_t count) {
        return read_export_request({}, Unknown::refuse, std::vector<std::string>(count, "Patient/1")).ok();
    };
    EXPECT_TRUE(named(limits::export_patients_named_max - 1));
    EXPECT_TRUE(named(limits::export_patients_named_max));
    EXPECT_FALSE(named(limits::export_patients_named_max + 1));
}

}  // namespace helselos::interaction::bulk
