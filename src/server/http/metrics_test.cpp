#include "server/http/metrics.h"

#include <gtest/gtest.h>

namespace helselos::http {

namespace {

using std::chrono::microseconds;

bool has_line(const Metrics& metrics, const std::string& line)
{
    return ("\n" + metrics.text()).find("\n" + line + "\n") != std::string::npos;
}

TEST(Metrics, requests_are_counted_by_method_and_class_of_status)
{
    Metrics metrics;
    for (const int status : {200, 201, 404}) {
        metrics.request_began();
        metrics.request_ended(Method::post, status, microseconds(100));
    }
    EXPECT_TRUE(has_line(metrics, R"(helselos_http_requests_total{method="POST",status="2xx"} 2)"));
    EXPECT_TRUE(has_line(metrics, R"(helselos_http_requests_total{method="POST",status="4xx"} 1)"));
    EXPECT_EQ(metrics.requests(Method::post, 2), 2U);
    EXPECT_EQ(metrics.in_flight(), 0U);
}

TEST(Metrics, durations_are_sums_of_buckets)
{
    Metrics metrics;
    for (const int taken : {50, 51, 2'000, 60'000'000}) {
        metrics.request_began();
        metrics.request_ended(Method::get, 200, microseconds(taken));
    }
    EXPECT_TRUE(has_line(metrics, R"(helselos_http_request_seconds_bucket{le="0.000050000"} 1)"));
    EXPECT_TRUE(has_line(metrics, R"(helselos_http_request_seconds_bucket{le="0.000100000"} 2)"));
    EXPECT_TRUE(has_line(metrics, R"(helselos_http_request_seconds_bucket{le="0.002500000"} 3)"));
    EXPECT_TRUE(has_line(metrics, R"(helselos_http_request_seconds_bucket{le="10.000000000"} 3)"));
    EXPECT_TRUE(has_line(metrics, R"(helselos_http_request_seconds_bucket{le="+Inf"} 4)"));
    EXPECT_TRUE(has_line(metrics, "helselos_http_request_seconds_sum 60.002101000"));
    EXPECT_TRUE(has_line(metrics, "helselos_http_request_seconds_count 4"));
}

TEST(Metrics, connections_are_counted)
{
    Metrics metrics;
    metrics.connection_opened();
    metrics.connection_opened();
    metrics.connection_closed();
    metrics.connection_refused();
    metrics.request_refused(431);
    EXPECT_TRUE(has_line(metrics, "helselos_http_connections 1"));
    EXPECT_TRUE(has_line(metrics, "helselos_http_connections_total 2"));
    EXPECT_TRUE(has_line(metrics, "helselos_http_connections_refused_total 1"));
    EXPECT_TRUE(has_line(metrics, R"(helselos_http_refusals_total{status="4xx"} 1)"));
}

TEST(Metrics, other_rooms_add_their_own)
{
    Metrics metrics;
    double waiting = 3;
    metrics.add_gauge("helselos_store_waiting", "Writers that wait.", [&waiting] { return waiting; });
    metrics.add_counter(
        "helselos_store_rows_total", "Rows written.", [] { return 1.5; }, R"(kind="token")");
    metrics.add_counter(
        "helselos_store_rows_total", "Rows written.", [] { return 2.0; }, R"(kind="date")");
    EXPECT_TRUE(has_line(metrics, "helselos_store_waiting 3"));
    waiting = 4;
    EXPECT_TRUE(has_line(metrics, "helselos_store_waiting 4"));
    EXPECT_TRUE(has_line(metrics, R"(helselos_store_rows_total{kind="token"} 1.5)"));
    const auto text = metrics.text();
    const std::string title = "# TYPE helselos_store_rows_total counter\n";
    EXPECT_EQ(text.find(title), text.rfind(title));
    EXPECT_NE(text.find(title), std::string::npos);
}

}  // namespace

}  // namespace helselos::http
