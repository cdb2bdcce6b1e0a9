#include "server/http/static_files.h"

#include "base/limits.h"
#include "base/text.h"
#include "server/http/compress.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

namespace helselos::http {

namespace {

namespace files = std::filesystem;

constexpr std::string_view index_name = "index.html";
constexpr int small_level = 9;

// Refero's FHIRPath worker starts from a blob.
constexpr std::string_view content_security_policy
    = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
      "connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; base-uri 'none'; "
      "frame-ancestors 'none'; form-action 'self'";

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> media_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".xml", "application/xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".webp", "image/webp"},
    {".gif", "image/gif"},
    {".ico", "image/x-icon"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
}};

std::string_view media_type_of(std::string_view path)
{
    const auto ending = path.substr(std::min(path.rfind('.'), path.size()));
    const auto* found = std::ranges::find(media_types, ending, [](const auto& known) { return known.first; });
    return found == media_types.end() ? "application/octet-stream" : found->second;
}

// The first half of SHA-256, in hexadecimal digits.
std::string digest_of(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < 16; ++i) {
        text += digits[digest[i] >> 4];
        text += digits[digest[i] & 15];
    }
    return text;
}

bool is_plain_name(std::string_view path)
{
    return std::ranges::all_of(path, [](char c) {
        return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_' || c == '/' || c == '@' || c == '+';
    });
}

Result<std::string> read_whole(const files::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in)
        return Error{Kind::fault, "A file of the web application cannot be read."};
    return bytes;
}

// RFC 9110 section 13.1.2: a list of tags, compared weakly, or "*".
bool is_known_to_client(std::string_view if_none_match, std::string_view etag)
{
    for (auto tag : split(if_none_match, ',')) {
        tag = trim(tag);
        if (tag.starts_with("W/"))
            tag.remove_prefix(2);
        if (tag == etag || tag == "*")
            return true;
    }
    return false;
}

Response plain_answer(int status, std::string_view text)
{
    Response response{.status = status};
    response.body = std::string(text);
    response.add("Content-Type", "text/plain; charset=utf-8").add("Cache-Control", "no-cache");
    add_page_headers(response);
    return response;
}

bool names_a_file(std::string_view path)
{
    return path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

}  // namespace

void add_page_headers(Response& response, std::string_view policy)
{
    response.add("Content-Security-Policy", policy.empty() ? content_security_policy : policy)
        .add("X-Content-Type-Options", "nosniff")
        .add("Referrer-Policy", "no-referrer")
        .add("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()")
        .add("Cross-Origin-Opener-Policy", "same-origin")
        .add("Cross-Origin-Resource-Policy", "same-origin");
}

void add_data_headers(Response& response)
{
    const auto says = [&response](std::string_view name) {
        return std::ranges::any_of(response.headers, [name](const auto& header) { return header.first == name; });
    };
    if (!says("X-Content-Type-Options"))
        response.add("X-Content-Type-Options", "nosniff");
    if (!says("Content-Security-Policy"))
        response.add("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    if (!says("Referrer-Policy"))
        response.add("Referrer-Policy", "no-referrer");
}

Result<StaticFiles> StaticFiles::load(
    std::span<const Application> applications, std::span<const std::string> form_targets)
{
    StaticFiles loaded;
    loaded.m_content_security_policy = content_security_policy;
    for (const auto& origin : form_targets)
        loaded.m_content_security_policy += " " + origin;
    auto bytes_left = limits::http_static_bytes_max;
    for (const auto& application : applications)
        loaded.m_applications.push_back(TRY(load_one(application, bytes_left)));
    std::ranges::stable_sort(
        loaded.m_applications, std::ranges::greater{}, [](const Shown& shown) { return shown.prefix.size(); });
    return loaded;
}

Result<StaticFiles::Shown> StaticFiles::load_one(const Application& application, std::size_t& bytes_left)
{
    if (!application.prefix.starts_with('/') || !application.prefix.ends_with('/'))
        return Error{Kind::invalid, "The prefix of a web application begins and ends with a slash."};
    Shown shown{.prefix = application.prefix, .files = {}};
    std::error_code ec;
    for (auto at = files::recursive_directory_iterator(application.folder, ec); !ec && at != files::end(at);
         at.increment(ec)) {
        if (at->is_directory(ec) && !at->is_symlink(ec))
            continue;
        auto path = at->path().lexically_relative(application.folder).generic_string();
        if (at->is_symlink(ec) || !at->is_regular_file(ec) || !is_plain_name(path))
            return Error{Kind::invalid, "The web application holds something that is not a plain file."};
        const auto bytes = at->file_size(ec);
        if (ec || bytes > std::min(limits::http_static_file_bytes_max, bytes_left))
            return Error{Kind::too_large, "The web application is too large to be kept in memory."};
        bytes_left -= static_cast<std::size_t>(bytes);
        auto file = to_file(path, TRY(read_whole(at->path())));
        shown.files.emplace(std::move(path), std::move(file));
    }
    if (ec || !shown.files.contains(index_name))
        return Error{Kind::not_found, "The web application is not built: it has no index.html."};
    return shown;
}

StaticFiles::File StaticFiles::to_file(std::string path, std::string bytes)
{
    File file{.media_type = std::string(media_type_of(path)), .is_immutable = path.starts_with("assets/")};
    const auto digest = digest_of(bytes);
    file.etag = '"' + digest + '"';
    file.packed_etag = '"' + digest + "-gz\"";
    if (bytes.size() >= limits::http_compress_bytes_min && is_compressible(file.media_type)) {
        auto packed = to_gzip(bytes, small_level);
        if (!packed.empty() && packed.size() < bytes.size())
            file.packed = std::make_shared<const std::string>(std::move(packed));
    }
    file.plain = std::make_shared<const std::string>(std::move(bytes));
    return file;
}

Response StaticFiles::send(const File& file, const Request& request) const
{
    const bool is_packed = file.packed != nullptr && accepts_gzip(request.header("Accept-Encoding"));
    const auto& etag = is_packed ? file.packed_etag : file.etag;
    Response response;
    response.add("ETag", etag)
        .add("Cache-Control", file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (file.packed != nullptr)
        response.add("Vary", "Accept-Encoding");
    add_page_headers(response, m_content_security_policy);
    if (is_known_to_client(request.header("If-None-Match"), etag)) {
        response.status = 304;
        return response;
    }
    response.add("Content-Type", file.media_type);
    if (is_packed)
        response.add("Content-Encoding", "gzip");
    response.body = is_packed ? file.packed : file.plain;
    return response;
}

std::optional<Response> StaticFiles::answer(const Request& request) const
{
    for (const auto& shown : m_applications) {
        if (request.path.size() + 1 == shown.prefix.size() && shown.prefix.starts_with(request.path)) {
            auto response = plain_answer(308, "");
            response.add("Location", shown.prefix);
            return response;
        }
        if (!request.path.starts_with(shown.prefix))
            continue;
        if (request.method != Method::get && request.method != Method::head) {
            auto response = plain_answer(405, "Only GET and HEAD.\n");
            response.add("Allow", "GET, HEAD");
            return response;
        }
        const auto path = request.path.substr(shown.prefix.size());
        if (const auto file = shown.files.find(path); file != shown.files.end())
            return send(file->second, request);
        if (names_a_file(path))
            return plain_answer(404, "There is no such file.\n");
        return send(shown.files.find(index_name)->second, request);
    }
    return std::nullopt;
}

std::size_t StaticFiles::size() const
{
    std::size_t files_loaded = 0;
    for (const auto& shown : m_applications)
        files_loaded += shown.files.size();
    return files_loaded;
}

}  // namespace helselos::http
