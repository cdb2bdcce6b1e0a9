#include "interaction/bulk/import_request.h"

#include "base/limits/bulk.h"
#include "json/draft.h"

#include <gtest/gtest.h>

namespace helselos::interaction::bulk {

namespace {

json::Draft text_part(const char* name, const std::string& text)
{
    return json::object({{"name", name}, {"valueString", text}});
}

json::Draft input(const std::string& url, const std::string& type = "Patient")
{
    return json::object({{"name", "input"}, {"part", json::array({text_part("type", type), text_part("url", url)})}});
}

Result<ImportRequest> read(json::Draft parameters)
{
    const auto document
        = json::to_document(json::object({{"resourceType", "Parameters"}, {"parameter", std::move(parameters)}}));
    return read_import_request(document.root());
}

Kind kind_of(json::Draft parameters)
{
    const auto request = read(std::move(parameters));
    return request ? Kind::fault : request.error().kind;
}

TEST(ImportRequest, inputs_are_files_in_the_order_they_stand_in)
{
    const auto request = read(json::array({text_part("inputFormat", "application/fhir+ndjson"),
        text_part("inputSource", "https://ehr.example"), input("a.ndjson"), input("b-2.ndjson", "")}));
    ASSERT_TRUE(request.ok());
    EXPECT_EQ(request->source, "https://ehr.example");
    ASSERT_EQ(request->inputs.size(), 2U);
    EXPECT_EQ(request->inputs[0].name, "a.ndjson");
    EXPECT_EQ(request->inputs[0].type, "Patient");
    EXPECT_EQ(request->inputs[1].type, "");
}

TEST(ImportRequest, no_address_is_ever_fetched)
{
    for (const auto* url : {"https://ehr.example/a.ndjson", "http://127.0.0.1/a", "file:///etc/passwd", "s3://b/a"})
        EXPECT_EQ(kind_of(json::array({input(url)})), Kind::unsupported) << url;
}

TEST(ImportRequest, a_name_leads_out_of_no_folder)
{
    for (const auto* url : {"", "..", "../a", "a/b", "/etc/passwd", ".hidden", "a b", "a%2fb", "a\\b"})
        EXPECT_EQ(kind_of(json::array({input(url)})), Kind::invalid) << url;
    EXPECT_TRUE(read(json::array({input(std::string(limits::import_input_name_bytes_max, 'a'))})).ok());
    EXPECT_EQ(kind_of(json::array({input(std::string(limits::import_input_name_bytes_max + 1, 'a'))})), Kind::invalid);
}

TEST(ImportRequest, what_is_not_understood_is_refused)
{
    EXPECT_EQ(kind_of(json::array({text_part("inputFormat", "text/csv"), input("a")})), Kind::unsupported);
    EXPECT_EQ(kind_of(json::array({text_part("mode", "IncrementalLoad"), input("a")})), Kind::unsupported);
    EXPECT_EQ(kind_of(json::array()), Kind::invalid);
    const auto bundle = json::to_document(json::object({{"resourceType", "Bundle"}}));
    EXPECT_EQ(read_import_request(bundle.root()).error().kind, Kind::invalid);
}

TEST(ImportRequest, only_the_drop_folder_is_a_storage)
{
    const auto storage = [](const char* type) {
        return json::object({{"name", "storageDetail"}, {"part", json::array({text_part("type", type)})}});
    };
    EXPECT_TRUE(read(json::array({storage("drop-folder"), input("a")})).ok());
    EXPECT_EQ(kind_of(json::array({storage("https"), input("a")})), Kind::unsupported);
}

TEST(ImportRequest, so_many_inputs_and_no_more)
{
    const auto with = [](std::size_t count) {
        auto parameters = json::array();
        for (std::size_t i = 0; i < count; ++i)
            parameters.push(input("a"));
        return parameters;
    };
    EXPECT_TRUE(read(with(limits::import_inputs_max - 1)).ok());
    EXPECT_TRUE(read(with(limits::import_inputs_max)).ok());
    EXPECT_EQ(kind_of(with(limits::import_inputs_max + 1)), Kind::too_large);
}

}  // namespace

}  // namespace helselos::interaction::bulk
