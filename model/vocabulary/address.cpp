// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/address.h"

#include <algorithm>

namespace sightglass {
namespace {

constexpr std::size_t kLongAddress = 2048;

// A number, however written, is an address of a machine; [ begins one of IPv6.
bool isPrivateHost(std::string_view host)
{
    if (host.empty() || host == "localhost" || host.ends_with(".localhost") || host.front() == '[')
        return true;
    return host.find_first_not_of("0123456789.xXabcdefABCDEF") == std::string_view::npos
        && host.find_first_of("0123456789") != std::string_view::npos;
}

bool holdsEscapedControl(std::string_view address)
{
    for (std::size_t at = address.find('%'); at < address.size(); at = address.find('%', at + 1)) {
        const std::string_view code = address.substr(at + 1, 2);
        if (code.starts_with('0') || code.starts_with('1') || code == "7F" || code == "7f")
            return true;
    }
    return false;
}

} // namespace

bool isPlainAddress(std::string_view address)
{
    constexpr std::string_view kScheme = "https://";
    if (!address.starts_with(kScheme) || address.size() > kLongAddress)
        return false;
    unsigned char odd = 0;
    for (const char c : address)
        odd |= static_cast<unsigned char>(static_cast<unsigned char>(c) <= 0x20 || c == '\\'
                                          || c == 0x7F);
    if (odd || holdsEscapedControl(address))
        return false;
    const std::string_view behind = address.substr(kScheme.size());
    const auto end = std::find_if(behind.begin(), behind.end(),
                                  [](char c) { return c == '/' || c == '?' || c == '#'; });
    const std::string_view host{behind.begin(), end};
    const std::string_view rest{end, behind.end()};
    if (host.find('@') != std::string_view::npos)
        return false;
    // Old parsers take what stands before an @ for a user, whatever ended the host.
    if (!rest.empty() && rest.front() != '/' && rest.find('@') != std::string_view::npos)
        return false;
    const std::size_t colon = host.find(':');
    return !isPrivateHost(host.substr(0, colon))
        && (colon == std::string_view::npos || host.substr(colon) != ":0");
}

} // namespace sightglass
