// Built web applications, served from memory. All files are read once at start: afterwards no
// name that a client sends ever reaches the file system.
#pragma once

#include "base/result.h"
#include "server/http/message.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::http {

class StaticFiles {
public:
    // An application built into `folder`, with an index.html, shown at `prefix` ("/" or "/kliniker/").
    struct Application {
        std::string prefix;
        std::filesystem::path folder;
    };

    // Fails with `not_found` when a folder or its index.html is missing, with `invalid` when it
    // holds a link or a name that is not plain, with `too_large` beyond the limits.
    // `form_targets` are origins ("https://login.example") that pages may post a form to beside their own server.
    static Result<StaticFiles> load(
        std::span<const Application> applications, std::span<const std::string> form_targets = {});

    // The answer of the application whose prefix is the longest that fits; nothing when none
    // does. Files under assets/ have their hash in their name and are kept for ever; anything
    // else is asked for anew with its ETag. An unknown path whose last part has no dot is a
    // page of the application itself, so its index.html is sent.
    std::optional<Response> answer(const Request& request) const;

    std::size_t size() const;

private:
    struct File {
        std::shared_ptr<const std::string> plain;   // Shared with the answers being sent.
        std::shared_ptr<const std::string> packed;  // gzip; null where it would not be smaller.
        std::string media_type;
        std::string etag;  // Strong; the packed form's has "-gz" in it.
        std::string packed_etag;
        bool is_immutable = false;
    };
    struct Shown {
        std::string prefix;
        std::map<std::string, File, std::less<>> files;  // By path below the prefix.
    };

    static Result<Shown> load_one(const Application& application, std::size_t& bytes_left);
    static File to_file(std::string path, std::string bytes);
    Response send(const File& file, const Request& request) const;

    std::string m_content_security_policy;
    std::vector<Shown> m_applications;  // Longest prefix first.
};

// The headers every page of ours carries: what a page may load, and what it may learn of.
void add_page_headers(Response& response, std::string_view policy = {});

// For an answer that is data: read as what it says it is, in no frame, with nothing in it that runs. What a page
// already says of itself stays.
void add_data_headers(Response& response);

}  // namespace helselos::http
