// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/oddities.h"

#include "model/base/same_text.h"
#include "model/vocabulary/address.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <vector>

namespace sightglass {
namespace {

constexpr std::size_t kManyAttributes = 200;
constexpr std::size_t kFewLinks = 8;

constexpr bool isBidiControl(unsigned code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool holdsBidiControl(std::string_view text)
{
    for (std::size_t at = text.find('\xE2'); at != std::string_view::npos && at + 2 < text.size();
         at = text.find('\xE2', at + 1)) {
        const auto low = [&](std::size_t ahead) { return unsigned(text[at + ahead]) & 0x3F; };
        if (isBidiControl(0x2000 | low(1) << 6 | low(2)))
            return true;
    }
    return false;
}

/// Controls can only stand escaped in valid JSON. Line ends and tabs are ordinary text.
bool isControlEscape(std::string_view json, std::size_t at)
{
    const char escape = json[at + 1];
    return escape == 'b' || escape == 'f' || (escape == 'r' && json.substr(at + 2, 2) != "\\n");
}

void noteHiddenText(const json::Document &document, Decoded &event)
{
    const std::string_view json = document.text();
    bool control = false;
    bool bidi = holdsBidiControl(json);
    std::size_t at = document.hasEscapes() ? json.find('\\') : std::string_view::npos;
    for (; at != std::string_view::npos && at + 1 < json.size(); at = json.find('\\', at + 2)) {
        control = control || isControlEscape(json, at);
        if (json[at + 1] != 'u' || at + 6 > json.size())
            continue;
        unsigned code = 0;
        std::from_chars(json.data() + at + 2, json.data() + at + 6, code, 16);
        control = control
            || ((code < 0x20 || code == 0x7F) && code != '\t' && code != '\n' && code != '\r');
        bidi = bidi || isBidiControl(code);
    }
    if (bidi)
        noteProblem(event, Problem::Bidi, "text direction controls; shown as marks");
    if (control)
        noteProblem(event, Problem::Control, "control characters; shown as symbols");
}

/// A set of characters: one look for each.
class Characters
{
public:
    template<typename Predicate> explicit constexpr Characters(Predicate has)
    {
        for (unsigned c = 0; c < m_has.size(); ++c)
            m_has[c] = has(static_cast<char>(c)) ? 1 : 0;
    }
    [[nodiscard]] bool hasAll(std::string_view text) const
    {
        unsigned all = 1;
        for (const char c : text)
            all &= m_has[static_cast<unsigned char>(c)];
        return all != 0;
    }

private:
    std::array<unsigned char, 256> m_has{};
};

constexpr Characters kOfExtensionNames{
    [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }};
/// What is visible stands in references, but for a few (RFC 3986).
constexpr Characters kOfReferences{
    [](char c) { return std::string_view{" <>\"\\^`{|}"}.find(c) == std::string_view::npos; }};

bool isExtensionName(std::string_view name)
{
    return kOfExtensionNames.hasAll(name) || name == "data_base64"
        || name == "_id"; // Mongo's, of a dump
}

void noteAttributeNames(const Envelope &envelope, Decoded &event)
{
    bool odd = false;
    for (const json::Member member : envelope.members.object().members())
        odd = odd || !isExtensionName(member.name);
    if (odd && envelope.members["specversion"].exists()) // 0.1 had no such rule
        noteProblem(event, Problem::BadName,
                    "attribute names are lower-case letters and digits (CloudEvents 1.0 §3.1)");
    if (envelope.members.size() > kManyAttributes)
        noteProblem(event, Problem::ManyExt, "more than 200 attributes");
    if (envelope.members["meta"].isObject() || envelope.members["context"].isObject())
        noteProblem(event, Problem::Ambiguous,
                    "looks like several vocabularies; specversion decides");
}

void noteAttributeValues(const Envelope &envelope, Decoded &event)
{
    if (!kOfReferences.hasAll(envelope.source))
        noteProblem(event, Problem::SourceUri,
                    "source is no URI reference (CloudEvents 1.0 §3.1.1)");
    if (envelope.hasTime && !isKnown(envelope.time) && !isKnown(event.time))
        noteProblem(event, Problem::Time, "/time is no RFC 3339 time (CloudEvents 1.0 §3.1.2)");
    const json::Value contentType = envelope.members["datacontenttype"];
    const std::string_view type = contentType.string();
    if (!contentType.exists() || contentType.isNull() || isSame(type, "application/json"))
        return;
    const bool valid = type.find('/') != std::string_view::npos
        && std::all_of(type.begin(), type.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    if (!valid)
        noteProblem(event, Problem::ContentType, "/datacontenttype is no media type (RFC 2046)");
}

/// A path on some server, which cannot be opened: what Jenkins calls url.
bool isPath(std::string_view address)
{
    return address.find_first_of(":\\") == std::string_view::npos && !address.starts_with("//");
}

void noteAddress(std::string_view address, Decoded &event)
{
    if (!address.empty() && !isPlainAddress(address))
        noteProblem(event, Problem::Url, "an address that is not opened without a question");
}

auto sameAs(const LinkClaim &link)
{
    return std::tie(link.type, link.upstream, link.downstream);
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

void noteRepeatedLinks(Decoded &event)
{
    const auto same = [](const LinkClaim &a, const LinkClaim &b) { return sameAs(a) == sameAs(b); };
    const auto &links = event.links;
    bool repeated = false;
    if (links.size() <= kFewLinks) {
        for (auto link = links.begin(); link != links.end(); ++link)
            repeated = repeated || std::any_of(links.begin(), link, [&](const LinkClaim &earlier) {
                           return same(earlier, *link);
                       });
    } else {
        std::vector<LinkClaim> sorted = links;
        std::sort(sorted.begin(), sorted.end(),
                  [](const LinkClaim &a, const LinkClaim &b) { return sameAs(a) < sameAs(b); });
        repeated = std::adjacent_find(sorted.begin(), sorted.end(), same) != sorted.end();
    }
    if (repeated)
        noteProblem(event, Problem::DupLink, "the same link stands more than once");
}

void noteOddities(const json::Document &document, const Envelope &envelope, Decoded &event)
{
    if (document.hasLoneSurrogate())
        noteProblem(event, Problem::LoneSurrogate,
                    "half of a surrogate pair stands alone; shown as U+FFFD");
    if (document.hasOddNumber())
        noteProblem(event, Problem::Number, "a number that 64 bits do not hold; kept as written");
    noteHiddenText(document, event);
    if (envelope.isCloudEvent) {
        noteAttributeNames(envelope, event);
        noteAttributeValues(envelope, event);
    }
    noteAddress(event.url, event);
    for (const json::Value value : {envelope.top()["url"], envelope.top()["uri"]}) {
        if (const std::string_view address = value.string(); !isPath(address))
            noteAddress(address, event);
    }
    noteRepeatedLinks(event);
}

} // namespace sightglass
