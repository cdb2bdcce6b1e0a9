#include "server/http/static_files.h"

#include "base/limits.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace helselos::http {

namespace {

namespace files = std::filesystem;

// Two small applications in a folder of their own, gone with the test.
class StaticFilesTest : public testing::Test {
protected:
    StaticFilesTest()
    {
        m_folder = files::path(testing::TempDir())
            / ("static-" + std::to_string(getpid()) + "-"
                + testing::UnitTest::GetInstance()->current_test_info()->name());
        write("citizen/index.html", "<!doctype html>citizen");
        write("citizen/assets/main-1a2b.js", std::string(4000, 'j'));
        write("citizen/assets/logo-3c4d.png", std::string(4000, 'p'));
        write("citizen/small.css", "a{}");
        write("clinician/index.html", "<!doctype html>clinician");
    }
    ~StaticFilesTest() override { files::remove_all(m_folder); }

    void write(const std::string& name, const std::string& bytes)
    {
        files::create_directories((m_folder / name).parent_path());
        std::ofstream(m_folder / name, std::ios::binary) << bytes;
    }

    Result<StaticFiles> load() const
    {
        const std::vector<StaticFiles::Application> applications{
            {"/", m_folder / "citizen"}, {"/kliniker/", m_folder / "clinician"}};
        return StaticFiles::load(applications);
    }

    static Response ask(
        const StaticFiles& site, std::string_view path, std::vector<Header> headers = {}, Method method = Method::get)
    {
        return site.answer({.method = method, .target = path, .path = path, .headers = headers}).value();
    }

    files::path m_folder;
};

TEST_F(StaticFilesTest, each_application_is_shown_at_its_prefix)
{
    const auto site = load().value();
    EXPECT_EQ(site.size(), 5U);
    EXPECT_EQ(ask(site, "/").body.view(), "<!doctype html>citizen");
    EXPECT_EQ(ask(site, "/kliniker/").body.view(), "<!doctype html>clinician");
    EXPECT_EQ(ask(site, "/small.css").header("Content-Type"), "text/css; charset=utf-8");
    const auto moved = ask(site, "/kliniker");
    EXPECT_EQ(moved.status, 308);
    EXPECT_EQ(moved.header("Location"), "/kliniker/");
}

TEST_F(StaticFilesTest, a_page_of_the_application_is_its_index_and_a_missing_file_is_not)
{
    const auto site = load().value();
    EXPECT_EQ(ask(site, "/vurdering/resultat").body.view(), "<!doctype html>citizen");
    EXPECT_EQ(ask(site, "/kliniker/oppgaver/12").body.view(), "<!doctype html>clinician");
    EXPECT_EQ(ask(site, "/assets/gone-9f.js").status, 404);
}

TEST_F(StaticFilesTest, hashed_files_are_kept_and_the_index_is_asked_for_anew)
{
    const auto site = load().value();
    EXPECT_EQ(ask(site, "/assets/main-1a2b.js").header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(ask(site, "/").header("Cache-Control"), "no-cache");
    EXPECT_EQ(ask(site, "/small.css").header("Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, a_client_that_has_the_file_is_not_sent_it_again)
{
    const auto site = load().value();
    const auto etag = std::string(ask(site, "/").header("ETag"));
    ASSERT_EQ(etag.front(), '"');
    for (const auto& known : {etag, "W/" + etag, "\"other\", " + etag, std::string("*")}) {
        const auto answer = ask(site, "/", {{"If-None-Match", known}});
        EXPECT_EQ(answer.status, 304) << known;
        EXPECT_TRUE(answer.body.empty());
        EXPECT_EQ(answer.header("ETag"), etag);
    }
    EXPECT_EQ(ask(site, "/", {{"If-None-Match", "\"other\""}}).status, 200);
}

TEST_F(StaticFilesTest, the_etag_follows_the_content)
{
    const auto before = std::string(ask(load().value(), "/").header("ETag"));
    write("citizen/index.html", "<!doctype html>changed");
    EXPECT_NE(ask(load().value(), "/").header("ETag"), before);
}

TEST_F(StaticFilesTest, text_is_sent_packed_to_who_can_read_that_and_images_are_not)
{
    const auto site = load().value();
    const auto packed = ask(site, "/assets/main-1a2b.js", {{"accept-encoding", "gzip"}});
    const auto plain = ask(site, "/assets/main-1a2b.js");
    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_LT(packed.body.size(), 100U);
    EXPECT_NE(packed.header("ETag"), plain.header("ETag"));
    EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(ask(site, "/assets/logo-3c4d.png", {{"accept-encoding", "gzip"}}).header("Content-Encoding"), "");
}

TEST_F(StaticFilesTest, a_form_goes_to_this_server_and_to_those_named)
{
    const std::vector<StaticFiles::Application> applications{{"/", m_folder / "citizen"}};
    const std::vector<std::string> issuers{"https://login.example"};
    const auto site = StaticFiles::load(applications, issuers).value();
    EXPECT_TRUE(ask(site, "/").header("Content-Security-Policy").ends_with("form-action 'self' https://login.example"));
    EXPECT_TRUE(ask(load().value(), "/").header("Content-Security-Policy").ends_with("form-action 'self'"));
}

TEST_F(StaticFilesTest, every_answer_carries_the_page_headers)
{
    const auto site = load().value();
    for (const auto* path : {"/", "/assets/main-1a2b.js", "/missing.js", "/kliniker"}) {
        const auto answer = ask(site, path);
        EXPECT_NE(answer.header("Content-Security-Policy").find("default-src 'none'"), std::string_view::npos) << path;
        EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff") << path;
        EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer") << path;
        EXPECT_EQ(answer.header("Cross-Origin-Opener-Policy"), "same-origin") << path;
    }
}

TEST_F(StaticFilesTest, nothing_outside_is_ever_sent)
{
    write("secret.txt", "secret-190723");
    const auto site = load().value();
    for (const auto* path : {"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt",
             "//secret.txt", "/kliniker/../../secret.txt", "/./secret.txt", "/etc/passwd"})
        EXPECT_EQ(ask(site, path).body.view().find("secret-190723"), std::string_view::npos) << path;
}

TEST_F(StaticFilesTest, only_reading_is_allowed)
{
    const auto answer = ask(load().value(), "/", {}, Method::post);
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("Allow"), "GET, HEAD");
}

TEST_F(StaticFilesTest, a_link_out_of_the_folder_stops_the_start)
{
    files::create_symlink("/etc/passwd", m_folder / "citizen" / "link.txt");
    EXPECT_EQ(load().error().kind, Kind::invalid);
}

TEST_F(StaticFilesTest, an_application_that_is_not_built_stops_the_start)
{
    files::remove(m_folder / "clinician" / "index.html");
    EXPECT_EQ(load().error().kind, Kind::not_found);
    files::remove_all(m_folder / "clinician");
    EXPECT_EQ(load().error().kind, Kind::not_found);
}

TEST_F(StaticFilesTest, the_size_of_a_file_is_limited_at_and_over)
{
    write("citizen/large.bin", "");
    files::resize_file(m_folder / "citizen/large.bin", limits::http_static_file_bytes_max);
    EXPECT_TRUE(load().ok());
    files::resize_file(m_folder / "citizen/large.bin", limits::http_static_file_bytes_max + 1);
    EXPECT_EQ(load().error().kind, Kind::too_large);
}

}  // namespace

}  // namespace helselos::http
