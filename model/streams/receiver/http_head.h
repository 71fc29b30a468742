// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/streams/receiver/body.h"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <string>
#include <string_view>

namespace sightglass {

/// Who may speak to the receiver.
struct ReceiverPolicy
{
    std::string boundAddress; // "127.0.0.1"
    unsigned short port = 0;
    std::string token; // asked for where it is not empty
};

/// How a request is answered before, or instead of, looking at its body. Status 0: read the body.
struct HeadVerdict
{
    unsigned status = 0;
    std::string detail;
    std::string allowOrigin; // of the webhook handshake
    std::size_t bodyLimit = 0;
};

using RequestHead = boost::beast::http::header<true, boost::beast::http::fields>;

/// Refuses what a browser or a stranger sends, and what is no event by its headers (design.md §8,
/// rules.md §2.10).
[[nodiscard]] HeadVerdict judgeHead(const RequestHead &head, const ReceiverPolicy &policy);

/// What Beast would forgive and we do not: bare line feeds, folded lines. Empty: nothing wrong.
[[nodiscard]] std::string_view oddBytes(std::string_view rawHead);

[[nodiscard]] BodyForm bodyFormOf(const RequestHead &head);

/// Compares in a time that depends only on the sizes.
[[nodiscard]] bool equalInConstantTime(std::string_view a, std::string_view b);

} // namespace sightglass
