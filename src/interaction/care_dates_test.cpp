#include "interaction/care_dates.h"

#include "fhir/definitions/definitions.h"

#include <gtest/gtest.h>

namespace helselos::interaction {

namespace {

using fhir::search::Parameters;

fhir::search::Grounds grounds()
{
    return {Parameters::of(fhir::Definitions::r4()), nullptr, {}, {}};
}

TEST(CareDates, each_is_a_date_parameter_of_a_type_that_a_patient_has)
{
    const auto parameters = grounds().parameters;
    for (const auto& date : care_dates()) {
        const auto* found = parameters->find(date.type, date.parameter);
        ASSERT_NE(found, nullptr) << date.type << '.' << date.parameter;
        EXPECT_EQ(found->type, fhir::SearchType::date) << date.type << '.' << date.parameter;
    }
}

TEST(CareDates, without_a_bound_nothing_is_asked)
{
    EXPECT_TRUE(care_within("", "", grounds()).value().empty());
    EXPECT_EQ(care_within("2020", "", grounds()).value().size(), care_dates().size());
    EXPECT_EQ(care_within("2020", "2021", grounds()).value().size(), 2 * care_dates().size());
}

TEST(CareDates, what_is_no_date_is_refused)
{
    for (const auto* wrong : {"yesterday", "2020-13-01", "ge2020", "2020,2021"})
        EXPECT_EQ(care_within(wrong, "", grounds()).error().kind, Kind::invalid) << wrong;
}

}  // namespace

}  // namespace helselos::interaction
