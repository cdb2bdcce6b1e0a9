#include "fhir/path/bindings.h"

#include <utility>

namespace helselos::fhir::path {

namespace {

// A step meets few types; one behind children() may meet all, and is not worth more.
constexpr std::uint32_t bindings_max = 16;

}  // namespace

Bindings& Bindings::operator=(Bindings&& other) noexcept
{
    const std::unique_ptr<const Binding> old(m_first.exchange(other.m_first.exchange(nullptr)));
    return *this;
}

Bindings::~Bindings()
{
    const std::unique_ptr<const Binding> owned(m_first.load());
}

const Binding* Bindings::add(Binding binding) const
{
    if (m_count.fetch_add(1) >= bindings_max) {
        m_count.store(bindings_max);
        return nullptr;
    }
    auto made = std::make_unique<Binding>(std::move(binding));
    const auto* first = m_first.load(std::memory_order_relaxed);
    for (;;) {
        made->next.reset(first);
        if (m_first.compare_exchange_weak(first, made.get(), std::memory_order_release, std::memory_order_relaxed))
            return made.release();
        // The list is another thread's now, and not ours to end.
        static_cast<void>(made->next.release());
    }
}

}  // namespace helselos::fhir::path
