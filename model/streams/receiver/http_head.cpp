// SPDX-License-Identifier: Apache-2.0
#include "model/streams/receiver/http_head.h"

#include "model/base/limits.h"

#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace sightglass {
namespace {

namespace http = boost::beast::http;

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

std::string lower(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

bool isAddress(std::string_view host)
{
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    boost::system::error_code error;
    boost::asio::ip::make_address(std::string{host}, error);
    return !error;
}

bool isOffLoopback(const ReceiverPolicy &policy)
{
    boost::system::error_code error;
    const auto bound = boost::asio::ip::make_address(policy.boundAddress, error);
    return !error && !bound.is_loopback();
}

// DNS rebinding needs a name: off loopback, where the addresses of this machine are not known, any
// address will do.
bool isOwnHost(std::string_view host, const ReceiverPolicy &policy)
{
    const std::string port = ":" + std::to_string(policy.port);
    if (isOffLoopback(policy) && host.size() > port.size()
        && host.substr(host.size() - port.size()) == port
        && isAddress(host.substr(0, host.size() - port.size())))
        return true;
    for (const std::string &name : {std::string{"127.0.0.1"}, std::string{"localhost"},
                                    std::string{"[::1]"}, policy.boundAddress}) {
        if (host == name || host == name + port)
            return true;
    }
    return false;
}

HeadVerdict judgeHost(const RequestHead &head, const ReceiverPolicy &policy)
{
    const auto count = std::distance(head.equal_range(http::field::host).first,
                                     head.equal_range(http::field::host).second);
    if (count != 1)
        return {400, count == 0 ? "Host is missing" : "more than one Host", {}, 0};
    const std::string host = lower(view(head[http::field::host]));
    if (!isOwnHost(host, policy))
        return {403, "Host is not this receiver", {}, 0};
    std::string_view target = view(head.target());
    if (!target.empty() && target.front() != '/' && target != "*") {
        constexpr std::string_view kScheme = "http://";
        const bool absolute = target.substr(0, kScheme.size()) == kScheme;
        const std::string authority = lower(target.substr(absolute ? kScheme.size() : 0));
        if (!absolute || !isOwnHost(authority.substr(0, authority.find('/')), policy))
            return {403, "the target is not this receiver", {}, 0};
    }
    return {};
}

std::string_view pathOf(std::string_view target)
{
    constexpr std::string_view kScheme = "http://";
    if (target.substr(0, kScheme.size()) == kScheme) {
        const std::size_t slash = target.find('/', kScheme.size());
        target = slash == std::string_view::npos ? "/" : target.substr(slash);
    }
    return target.substr(0, target.find('?'));
}

bool isKnownPath(std::string_view path)
{
    return path == "/" || path == "/events" || path == "/v1/traces" || path == "/v1/logs";
}

bool hasToken(const RequestHead &head, const ReceiverPolicy &policy)
{
    return policy.token.empty()
        || equalInConstantTime(view(head[http::field::authorization]), "Bearer " + policy.token);
}

bool isBatch(std::string_view contentType)
{
    return contentType.substr(0, 30) == "application/cloudevents-batch+"
        || contentType == "application/cloudevents-batch";
}

// Of the type and its parameters: JSON in UTF-8, or any type with the attributes in headers.
HeadVerdict judgeContent(const RequestHead &head)
{
    const std::string encoding = lower(view(head[http::field::content_encoding]));
    if (!encoding.empty() && encoding != "identity")
        return {415, "compressed bodies are not read", {}, 0};
    const std::string full = lower(view(head[http::field::content_type]));
    const std::string type{trimmed(std::string_view{full}.substr(0, full.find(';')))};
    const std::size_t charset = full.find("charset=");
    if (charset != std::string::npos) {
        std::string name = full.substr(charset + 8, full.find(';', charset) - charset - 8);
        std::erase(name, '"');
        if (trimmed(name) != "utf-8" && trimmed(name) != "utf8")
            return {415, "bodies are read as UTF-8", {}, 0};
    }
    const bool json = type == "application/json"
        || (type.size() > 5 && type.substr(type.size() - 5) == "+json")
        || type == "application/cloudevents" || type == "application/cloudevents-batch";
    if (!json && bodyFormOf(head).attributes.empty())
        return {415, "the body is no JSON; send Content-Type: application/json", {}, 0};
    HeadVerdict verdict;
    verdict.bodyLimit
        = type == "application/json" || isBatch(type) ? limits::kBatchBytes : limits::kRecordBytes;
    return verdict;
}

} // namespace

bool equalInConstantTime(std::string_view a, std::string_view b)
{
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned>(
            static_cast<unsigned char>(a[i])
            ^ static_cast<unsigned char>(b.empty() ? '\0' : b[i % b.size()]));
    return difference == 0;
}

std::string_view oddBytes(std::string_view rawHead)
{
    for (std::size_t at = rawHead.find('\n'); at != std::string_view::npos;
         at = rawHead.find('\n', at + 1)) {
        if (at == 0 || rawHead[at - 1] != '\r')
            return "lines must end with CR LF";
        if (at + 1 < rawHead.size() && (rawHead[at + 1] == ' ' || rawHead[at + 1] == '\t'))
            return "folded header lines are obsolete";
    }
    return {};
}

BodyForm bodyFormOf(const RequestHead &head)
{
    BodyForm form;
    form.contentType = view(head[http::field::content_type]);
    const std::string type = lower(form.contentType);
    if (type.rfind("application/cloudevents", 0) == 0)
        return form;
    for (const auto &field : head) {
        std::string name = lower(view(field.name_string()));
        if (name.size() > 3 && name.rfind("ce-", 0) == 0)
            form.attributes.push_back({std::move(name), view(field.value())});
    }
    // Gitea sends GitHub's header beside its own, and its bodies are told by what is in them.
    if (const std::string_view event = view(head["X-GitHub-Event"]);
        !event.empty() && head.count("X-Gitea-Event") == 0)
        form.webhook = {WebhookForm::Sender::GitHub, event, view(head["X-GitHub-Delivery"])};
    else if (const std::string_view kind = view(head["X-Gitlab-Event"]); !kind.empty())
        form.webhook = {WebhookForm::Sender::GitLab, kind, view(head["X-Gitlab-Event-UUID"])};
    return form;
}

HeadVerdict judgeHead(const RequestHead &head, const ReceiverPolicy &policy)
{
    if (HeadVerdict host = judgeHost(head, policy); host.status != 0)
        return host;
    const std::string_view handshake = view(head["WebHook-Request-Origin"]);
    if (head.method() == http::verb::options && !handshake.empty()
        && head[http::field::origin].empty())
        return {200, {}, std::string{handshake}, 0};
    const std::string_view site = view(head["Sec-Fetch-Site"]);
    if (head.count(http::field::origin) != 0
        || (!site.empty() && site != "same-origin" && site != "none"))
        return {403, "requests of web pages are refused", {}, 0};
    if (head.method() != http::verb::post)
        return {405, "events are sent with POST", {}, 0};
    if (!isKnownPath(pathOf(view(head.target()))))
        return {404, "send to / or /events", {}, 0};
    if (!hasToken(head, policy))
        return {401, "the token is missing or wrong", {}, 0};
    if (head.count(http::field::transfer_encoding) != 0) {
        if (head.count(http::field::content_length) != 0)
            return {400, "both Content-Length and Transfer-Encoding", {}, 0};
        if (lower(view(head[http::field::transfer_encoding])) != "chunked")
            return {501, "unknown transfer coding", {}, 0};
    }
    HeadVerdict verdict = judgeContent(head);
    const std::string_view length = view(head[http::field::content_length]);
    std::uint64_t size = 0;
    std::from_chars(length.data(), length.data() + length.size(), size);
    if (verdict.status == 0 && size > verdict.bodyLimit)
        return {413, "the body is larger than an event may be", {}, 0};
    return verdict;
}

} // namespace sightglass
