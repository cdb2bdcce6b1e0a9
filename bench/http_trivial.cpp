// bench_http_trivial: the HTTP server alone, with one body from memory, to see what of a
// request's cost is the network's.
#include "server/http/server.h"

#include <CLI/CLI.hpp>
#include <pthread.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace {

using namespace helselos::http;

class OneBody final : public Handler {
public:
    OneBody(std::string body, bool is_quick)
        : m_body(std::make_shared<const std::string>(std::move(body))), m_is_quick(is_quick)
    {}

    bool is_quick(const Request&) const override { return m_is_quick; }

    Response handle(const Request&) override
    {
        Response response;
        response.headers.reserve(3);
        response.add("Content-Type", "application/fhir+json").add("ETag", "W/\"1\"");
        response.add("Last-Modified", "Sun, 22 Nov 2026 07:31:05 GMT");
        response.body = m_body;
        return response;
    }

private:
    std::shared_ptr<const std::string> m_body;  // Shared with the answers being sent.
    bool m_is_quick;
};

}  // namespace

int main(int count, char** values)
{
    CLI::App app("Serves one body from memory until it is interrupted.");
    Options options{.port = 8081};
    std::string body_file;
    bool on_workers = false;
    app.add_option("--port", options.port)->capture_default_str();
    app.add_option("--threads", options.threads, "0: one a core")->capture_default_str();
    app.add_option("--body", body_file)->required();
    app.add_flag("--on-workers", on_workers, "answer on worker threads");
    CLI11_PARSE(app, count, values);

    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    std::ifstream in(body_file, std::ios::binary);
    OneBody handler({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}, !on_workers);
    Metrics metrics;
    const auto server = Server::start(options, handler, metrics);
    if (!server)
        return 1;
    int received = 0;
    sigwait(&ends, &received);
    return 0;
}
