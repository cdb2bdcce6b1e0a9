#include "fhir/validation/primitives.h"

#include "base/limits.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::validation {

namespace {

struct Sample {
    Primitive primitive;
    const char* text;
    bool is_valid;
};

class Primitives : public testing::TestWithParam<Sample> {};

std::string name_of(const testing::TestParamInfo<Sample>& info)
{
    return "sample_" + std::to_string(info.index);
}

}  // namespace

TEST_P(Primitives, are_recognised)
{
    EXPECT_EQ(matches(GetParam().primitive, GetParam().text), GetParam().is_valid) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Dates, Primitives,
    testing::Values(Sample{Primitive::date, "2026", true}, Sample{Primitive::date, "2026-11", true},
        Sample{Primitive::date, "2026-11-22", true}, Sample{Primitive::date, "2024-02-29", true},
        Sample{Primitive::date, "2026-02-29", false}, Sample{Primitive::date, "1900-02-29", false},
        Sample{Primitive::date, "2000-02-29", true}, Sample{Primitive::date, "2026-13", false},
        Sample{Primitive::date, "2026-00-01", false}, Sample{Primitive::date, "2026-04-31", false},
        Sample{Primitive::date, "0000", false}, Sample{Primitive::date, "0001", true},
        Sample{Primitive::date, "26", false}, Sample{Primitive::date, "2026-1-1", false},
        Sample{Primitive::date, "2026-", false}, Sample{Primitive::date, "2026-11-22T07:31:05Z", false},
        Sample{Primitive::date, "20266", false}, Sample{Primitive::date, "", false}),
    name_of);

INSTANTIATE_TEST_SUITE_P(DateTimes, Primitives,
    testing::Values(Sample{Primitive::date_time, "2026", true},
        Sample{Primitive::date_time, "2026-11-22T07:31:05Z", true},
        Sample{Primitive::date_time, "2026-11-22T07:31:05.250+01:00", true},
        Sample{Primitive::date_time, "2026-11-22T07:31:05", false},
        Sample{Primitive::date_time, "2026-11-22T07:31Z", false},
        Sample{Primitive::date_time, "2026-11T07:31:05Z", false},
        Sample{Primitive::date_time, "2026-11-22T24:00:00Z", false},
        Sample{Primitive::date_time, "2026-11-22T23:60:00Z", false},
        Sample{Primitive::date_time, "2016-12-31T23:59:60Z", true},
        Sample{Primitive::date_time, "2026-11-22T07:31:05+14:00", true},
        Sample{Primitive::date_time, "2026-11-22T07:31:05+14:01", false},
        Sample{Primitive::date_time, "2026-11-22T07:31:05-13:59", true},
        Sample{Primitive::date_time, "2026-11-22T07:31:05.Z", false},
        Sample{Primitive::date_time, "2026-11-22t07:31:05Z", false},
        Sample{Primitive::date_time, "2026-02-30T07:31:05Z", false},
        Sample{Primitive::date_time, "2026-11-22T07:31:05Z ", false},
        Sample{Primitive::instant, "2026-11-22T07:31:05.250Z", true}, Sample{Primitive::instant, "2026-11-22", false},
        Sample{Primitive::time, "07:31:05", true}, Sample{Primitive::time, "07:31:05.1", true},
        Sample{Primitive::time, "07:31", false}, Sample{Primitive::time, "07:31:05Z", false}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Numbers, Primitives,
    testing::Values(Sample{Primitive::integer, "0", true}, Sample{Primitive::integer, "-0", false},
        Sample{Primitive::integer, "2147483647", true}, Sample{Primitive::integer, "2147483648", false},
        Sample{Primitive::integer, "-2147483648", true}, Sample{Primitive::integer, "-2147483649", false},
        Sample{Primitive::integer, "99999999999999999999", false}, Sample{Primitive::integer, "01", false},
        Sample{Primitive::integer, "1.0", false}, Sample{Primitive::integer, "1e3", false},
        Sample{Primitive::unsigned_int, "0", true}, Sample{Primitive::unsigned_int, "-1", false},
        Sample{Primitive::positive_int, "1", true}, Sample{Primitive::positive_int, "0", false},
        Sample{Primitive::decimal, "0.010", true}, Sample{Primitive::decimal, "-1.5e-3", true},
        Sample{Primitive::decimal, "1234567890123456789012345678901234567", true},
        Sample{Primitive::decimal, "12345678901234567890123456789012345678", false}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Texts, Primitives,
    testing::Values(Sample{Primitive::string, "Ola Nordmann", true}, Sample{Primitive::string, "", false},
        Sample{Primitive::string, "line\nline\t\r", true}, Sample{Primitive::string, "\x01", false},
        Sample{Primitive::string, "\xC3\xA6\xC3\xB8\xC3\xA5", true}, Sample{Primitive::markdown, "*a*", true},
        Sample{Primitive::code, "final", true}, Sample{Primitive::code, "two words", true},
        Sample{Primitive::code, "two  words", false}, Sample{Primitive::code, " final", false},
        Sample{Primitive::code, "final ", false}, Sample{Primitive::code, "", false},
        Sample{Primitive::id, "a-1.B", true}, Sample{Primitive::id, "a_1", false}, Sample{Primitive::id, "", false},
        Sample{Primitive::id, "1234567890123456789012345678901234567890123456789012345678901234", true},
        Sample{Primitive::id, "12345678901234567890123456789012345678901234567890123456789012345", false}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Addresses, Primitives,
    testing::Values(Sample{Primitive::uri, "http://example.org/a?b#c", true}, Sample{Primitive::uri, "relative", true},
        Sample{Primitive::uri, "with space", false}, Sample{Primitive::uri, "", false},
        Sample{Primitive::uri, "urn:oid:2.16.578.1.12.4.1.4.1", true}, Sample{Primitive::uri, "urn:oid:3.1", false},
        Sample{Primitive::oid, "urn:oid:1.0.1", true}, Sample{Primitive::oid, "urn:oid:1", false},
        Sample{Primitive::oid, "urn:oid:1.01", false}, Sample{Primitive::oid, "urn:oid:1..2", false},
        Sample{Primitive::oid, "urn:oid:1.2.", false}, Sample{Primitive::oid, "1.2.3", false},
        Sample{Primitive::uuid, "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", true},
        Sample{Primitive::uuid, "urn:uuid:C757873D-EC9A-4326-A141-556F43239520", false},
        Sample{Primitive::uuid, "urn:uuid:c757873dec9a4326a141556f43239520", false},
        Sample{Primitive::canonical, "http://example.org/Questionnaire/1|1.0", true},
        Sample{Primitive::url, "https://example.org/a b", false}, Sample{Primitive::base64_binary, "aGVq", true},
        Sample{Primitive::base64_binary, "aGU=", true}, Sample{Primitive::base64_binary, "aA==", true},
        Sample{Primitive::base64_binary, "aA=a", false}, Sample{Primitive::base64_binary, "aGV", false},
        Sample{Primitive::base64_binary, "aG Vq", true}, Sample{Primitive::base64_binary, "====", false},
        Sample{Primitive::base64_binary, "aG_q", false}, Sample{Primitive::base64_binary, "", false}),
    name_of);

TEST(Strings, may_be_one_mebibyte_and_not_more)
{
    EXPECT_TRUE(matches(Primitive::string, std::string(limits::fhir_string_bytes_max - 1, 'a')));
    EXPECT_TRUE(matches(Primitive::string, std::string(limits::fhir_string_bytes_max, 'a')));
    EXPECT_FALSE(matches(Primitive::string, std::string(limits::fhir_string_bytes_max + 1, 'a')));
}

TEST(PrimitiveTypes, are_found_by_name)
{
    EXPECT_EQ(primitive_of("dateTime"), Primitive::date_time);
    EXPECT_EQ(primitive_of("base64Binary"), Primitive::base64_binary);
    EXPECT_EQ(primitive_of("Quantity"), Primitive::none);
}

}  // namespace helselos::fhir::validation
