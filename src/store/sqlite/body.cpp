#include "store/sqlite/body.h"

#include "base/limits.h"

#include <memory>
#include <zstd.h>

namespace helselos::store::sqlite {

namespace {

enum class Form : char { raw = 0, zstd = 1 };

// The best trade at the sizes of resources: higher levels cost time and win a few percent.
constexpr int level = 1;

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

Error damaged()
{
    return {Kind::fault, "the store is damaged: a body cannot be unpacked"};
}

}  // namespace

Result<std::string> pack_body(std::string_view text)
{
    if (text.size() > limits::store_body_bytes_max)
        return Error{Kind::too_large, "the resource is too large for the store"};
    std::string bytes(1, static_cast<char>(Form::raw));
    if (text.size() < limits::store_body_raw_bytes_max)
        return bytes.append(text);
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    bytes.resize(1 + ZSTD_compressBound(text.size()));
    bytes[0] = static_cast<char>(Form::zstd);
    const auto size
        = ZSTD_compressCCtx(context.get(), bytes.data() + 1, bytes.size() - 1, text.data(), text.size(), level);
    if (ZSTD_isError(size) != 0)
        return Error{Kind::fault, "a body could not be packed"};
    bytes.resize(1 + size);
    return bytes;
}

Result<std::string> unpack_body(std::string_view bytes)
{
    if (bytes.empty())
        return damaged();
    const auto form = static_cast<Form>(bytes.front());
    bytes.remove_prefix(1);
    if (form == Form::raw)
        return std::string(bytes);
    const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (form != Form::zstd || size > limits::store_body_bytes_max)
        return damaged();
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    std::string text(size, '\0');
    const auto written = ZSTD_decompressDCtx(context.get(), text.data(), text.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(written) != 0 || written != size)
        return damaged();
    return text;
}

}  // namespace helselos::store::sqlite
