// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/oddities.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace sightglass {
namespace {

constexpr int kManyExtensions = 200;
constexpr std::size_t kLongAddress = 2048;

bool holdsBidiControl(std::string_view text)
{
    for (std::size_t at = text.find('\xE2'); at != std::string_view::npos && at + 2 < text.size();
         at = text.find('\xE2', at + 1)) {
        const auto second = static_cast<unsigned char>(text[at + 1]);
        const auto third = static_cast<unsigned char>(text[at + 2]);
        if ((second == 0x80 && third >= 0xAA && third <= 0xAE)
            || (second == 0x81 && third >= 0xA6 && third <= 0xA9))
            return true;
    }
    return false;
}

// Controls can only stand escaped in valid JSON. Line ends and tabs are ordinary text.
bool holdsControl(std::string_view json)
{
    for (std::size_t at = json.find('\\'); at != std::string_view::npos && at + 1 < json.size();
         at = json.find('\\', at + 2)) {
        const char escape = json[at + 1];
        const std::string_view behind = json.substr(at + 2, 4);
        if (escape == 'b' || escape == 'f' || (escape == 'r' && behind.substr(0, 2) != "\\n"))
            return true;
        if (escape == 'u' && (behind.substr(0, 3) == "000" || behind.substr(0, 3) == "001")
            && behind != "000a" && behind != "000A" && behind != "0009" && behind != "000d"
            && behind != "000D")
            return true;
    }
    return false;
}

bool isExtensionName(std::string_view name)
{
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

void noteAttributeNames(const Envelope &envelope, Decoded &event)
{
    int members = 0;
    for (const json::Member member : envelope.root.members()) {
        ++members;
        if (!isExtensionName(member.name) && member.name != "data_base64"
            && envelope.root["specversion"].exists())
            noteProblem(event, Problem::BadName,
                        "attribute names are lower-case letters and digits (CloudEvents 1.0 §3.1)");
    }
    if (members > kManyExtensions)
        noteProblem(event, Problem::ManyExt, "more than 200 attributes");
    if (envelope.root["meta"].isObject() || envelope.root["context"].isObject())
        noteProblem(event, Problem::Ambiguous,
                    "looks like several vocabularies; specversion decides");
}

void noteAttributeValues(const Envelope &envelope, Decoded &event)
{
    const std::string_view odd = " <>\"\\^`{|}";
    if (envelope.source.find_first_of(odd) != std::string_view::npos)
        noteProblem(event, Problem::SourceUri,
                    "source is no URI reference (CloudEvents 1.0 §3.1.1)");
    const json::Value contentType = envelope.root["datacontenttype"];
    if (!contentType.exists() || contentType.isNull())
        return;
    const std::string_view type = contentType.string();
    const bool valid = type.find('/') != std::string_view::npos
        && std::all_of(type.begin(), type.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    if (!valid)
        noteProblem(event, Problem::ContentType, "/datacontenttype is no media type (RFC 2046)");
}

bool isPrivateHost(std::string_view host)
{
    if (host.empty() || host == "localhost" || host.front() == '[')
        return true;
    return host.find_first_not_of("0123456789.xXabcdefABCDEF") == std::string_view::npos
        && host.find_first_of("0123456789") != std::string_view::npos;
}

} // namespace

void noteProblem(Decoded &event, Problem problem, std::string_view detail)
{
    const auto known
        = std::find_if(event.problems.begin(), event.problems.end(),
                       [problem](const ProblemClaim &claim) { return claim.problem == problem; });
    if (known == event.problems.end())
        event.problems.push_back({problem, detail});
}

bool isPlainAddress(std::string_view address)
{
    constexpr std::string_view kScheme = "https://";
    if (address.substr(0, kScheme.size()) != kScheme || address.size() > kLongAddress)
        return false;
    if (std::any_of(address.begin(), address.end(), [](char c) {
            return static_cast<unsigned char>(c) <= 0x20 || c == '\\' || c == 0x7F;
        }))
        return false;
    std::string_view host = address.substr(kScheme.size());
    host = host.substr(0, host.find_first_of("/?#"));
    if (host.find('@') != std::string_view::npos || isPrivateHost(host.substr(0, host.find(':'))))
        return false;
    return host.find(':') == std::string_view::npos || host.substr(host.find(':')) != ":0";
}

void noteOddities(const json::Document &document, const Envelope &envelope, Decoded &event,
                  TextArena &)
{
    if (document.hasLoneSurrogate())
        noteProblem(event, Problem::LoneSurrogate,
                    "half of a surrogate pair stands alone; shown as U+FFFD");
    if (document.hasOddNumber())
        noteProblem(event, Problem::Number, "a number that 64 bits do not hold; kept as written");
    if (holdsBidiControl(document.text()))
        noteProblem(event, Problem::Bidi, "text direction controls; shown as marks");
    if (holdsControl(document.text()))
        noteProblem(event, Problem::Control, "control characters; shown as symbols");
    if (envelope.isCloudEvent) {
        noteAttributeNames(envelope, event);
        noteAttributeValues(envelope, event);
        if (envelope.hasTime && !isKnown(envelope.time) && !isKnown(event.time))
            noteProblem(event, Problem::Time, "/time is no RFC 3339 time (CloudEvents 1.0 §3.1.2)");
    }
    for (const std::string_view name : {"url", "uri"}) {
        const std::string_view address = envelope.body[name].string();
        if (!address.empty() && !isPlainAddress(address))
            noteProblem(event, Problem::Url, "an address that is not opened without a question");
    }
    if (!event.url.empty() && !isPlainAddress(event.url))
        noteProblem(event, Problem::Url, "an address that is not opened without a question");
}

} // namespace sightglass
