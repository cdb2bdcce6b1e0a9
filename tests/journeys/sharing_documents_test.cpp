// What was shared as a document, as paper, and with pictures.
#include "base/base64.h"
#include "fhir/validation/validate.h"
#include "journeys/sharing.h"

#include <fstream>

namespace helselos::tests {

namespace {

class SharedDocument : public Sharing {
protected:
    static std::string seed(const std::string& name)
    {
        std::ifstream in(std::string(HL_SOURCE_DIR) + "/tests/fuzz/corpus/picture/" + name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static json::Draft picture(const std::string& name, const char* media)
    {
        return json::object({{"name", "picture"},
            {"valueAttachment",
                json::object({{"contentType", media}, {"data", base64(seed(name))}, {"title", "Halsen"}})}});
    }

    http::Response ask_for(const std::string& path, const std::string& person, const char* accept)
    {
        const http::Header headers[] = {{"Accept", accept}};
        http::Request request;
        request.method = http::Method::get;
        request.target = path;
        request.path = path;
        request.headers = headers;
        request.remote_address = "127.0.0.1";
        return fhir().handle(request, request.path, caller(person));
    }
};

TEST_F(SharedDocument, is_a_valid_document_with_all_that_was_said)
{
    ASSERT_EQ(share({text("own-words", "Vondt <i> halsen & øret"), text("medicines", "Paracet")}).status, 200);
    const auto id = task_of("sykepleier-kari");
    for (const char* person : {"sykepleier-kari", "maria"}) {
        const auto document = get("/Task/" + id + "/$document", person);
        ASSERT_EQ(document.status, 200) << document.text;
        EXPECT_EQ(document.root()["type"].text(), "document");
        EXPECT_EQ(document.root()["entry"].at(0)["resource"]["resourceType"].text(), "Composition");
        EXPECT_NE(document.text.find("Vondt &lt;i&gt; halsen &amp; øret"), std::string::npos);
        EXPECT_NE(document.text.find("Paracet"), std::string::npos);
        for (const char* type : {"Patient", "RiskAssessment", "QuestionnaireResponse", "Provenance", "Organization"})
            EXPECT_NE(document.text.find("http://test/fhir/" + std::string(type) + "/"), std::string::npos) << type;
        for (const auto& issue : house().validator().validate(document.root(), fhir::validation::options_of_write()))
            ADD_FAILURE() << issue.element << ": " << issue.text;
    }
    EXPECT_EQ(get("/Task/" + id + "/$document", "odd").status, 404);
    EXPECT_EQ(get("/Task/" + id + "/$document", "fastlege-jonas").status, 404);
    EXPECT_EQ(get("/Task/" + id + "/$document", "").status, 401);
}

TEST_F(SharedDocument, is_paper_for_who_asks_for_it)
{
    ASSERT_EQ(share({text("own-words", "Vondt i halsen, blåser, čáhci")}).status, 200);
    const auto id = task_of("sykepleier-kari");
    const auto paper = ask_for("/Task/" + id + "/$document", "sykepleier-kari", "application/pdf");
    ASSERT_EQ(paper.status, 200) << paper.body.view();
    EXPECT_EQ(paper.header("Content-Type"), "application/pdf");
    EXPECT_EQ(paper.header("X-Content-Type-Options"), "nosniff");
    EXPECT_TRUE(paper.body.view().starts_with("%PDF-"));
    EXPECT_GT(paper.body.size(), 10'000U) << "the font is inside";
    if (const char* keep = std::getenv("HELSELOS_KEEP_PDF"))
        std::ofstream(keep, std::ios::binary) << paper.body.view();
    EXPECT_EQ(ask_for("/Task/" + id + "/$document", "odd", "application/pdf").status, 404);
    EXPECT_EQ(ask_for("/Task/" + id + "/$document", "sykepleier-kari", "image/gif").status, 406);
}

TEST_F(SharedDocument, is_gone_when_the_sharing_is_withdrawn)
{
    const auto shared = share();
    const auto id = task_of("sykepleier-kari");
    post("/Task/" + id + "/$act", "sykepleier-kari", parameters({code("action", "called-back")}));
    ASSERT_EQ(post("/" + consent_of(shared) + "/$withdraw", "maria").status, 200);
    EXPECT_EQ(get("/Task/" + id, "sykepleier-kari").status, 200);
    EXPECT_EQ(get("/Task/" + id + "/$document", "sykepleier-kari").status, 404);
}

TEST_F(SharedDocument, pictures_are_seen_by_the_recipient_and_nobody_else_until_withdrawn)
{
    const auto shared = share({picture("with_place.jpg", "image/jpeg"), picture("plain.png", "image/png")});
    ASSERT_EQ(shared.status, 200) << shared.text;
    const auto list = get("/DocumentReference", "sykepleier-kari");
    ASSERT_EQ(list.root()["entry"].size(), 2U) << list.text;
    const auto attachment = list.root()["entry"].at(0)["resource"]["content"].at(0)["attachment"];
    const auto media = std::string(attachment["contentType"].text());
    const auto path = "/" + std::string(attachment["url"].text());
    for (const char* person : {"sykepleier-kari", "maria"}) {
        const auto bytes = ask_for(path, person, "image/avif,image/webp,image/*,*/*;q=0.8");
        ASSERT_EQ(bytes.status, 200) << bytes.body.view();
        EXPECT_EQ(bytes.header("Content-Type"), media);
        EXPECT_EQ(bytes.header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(bytes.header("Content-Disposition"), "attachment");
        EXPECT_EQ(bytes.body.view().find("GPS"), std::string_view::npos);
    }
    EXPECT_EQ(ask_for(path, "sykepleier-kari", "application/fhir+json").header("Content-Type").substr(0, 21),
        "application/fhir+json");
    for (const char* other : {"odd", "fastlege-jonas", "sykepleier-nils"})
        EXPECT_EQ(ask_for(path, other, "image/jpeg").status, 404) << other;
    EXPECT_EQ(ask_for(path, "", "image/jpeg").status, 401);
    ASSERT_EQ(post("/" + consent_of(shared) + "/$withdraw", "maria").status, 200);
    EXPECT_EQ(ask_for(path, "sykepleier-kari", media.c_str()).status, 404);
    EXPECT_EQ(ask_for(path, "maria", media.c_str()).status, 200);
}

TEST_F(SharedDocument, a_picture_that_is_none_stops_all_of_it)
{
    for (const auto& wrong : {picture("page.jpg", "image/jpeg"), picture("script_in_data.png", "image/png"),
             picture("plain.png", "image/jpeg")}) {
        const auto refused = share({wrong});
        EXPECT_EQ(refused.status, 422) << refused.text;
        EXPECT_NE(refused.text.find("Parameters.parameter[2].valueAttachment"), std::string::npos) << refused.text;
    }
    EXPECT_EQ(task_of("sykepleier-kari"), "");
}

}  // namespace

}  // namespace helselos::tests
