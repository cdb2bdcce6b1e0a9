#include "base/base64.h"

#include <openssl/evp.h>

namespace helselos {

std::string base64(std::string_view bytes)
{
    // Four characters for every three bytes begun, and the zero that OpenSSL writes at the end.
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const auto length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

}  // namespace helselos
