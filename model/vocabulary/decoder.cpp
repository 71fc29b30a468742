// SPDX-License-Identifier: Apache-2.0
#include "model/base/limits.h"
#include "model/json/canonical.h"
#include "model/vocabulary/cloud_envelope.h"
#include "model/vocabulary/identity.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/vocabulary.h"

#include <xxhash.h>

#include <array>
#include <cstring>
#include <utility>

namespace sightglass {
namespace {

/// The two digits of each byte.
constexpr auto kHex = [] {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<char, 512> hex{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        hex[2 * byte] = kDigits[byte >> 4];
        hex[2 * byte + 1] = kDigits[byte & 15];
    }
    return hex;
}();

/// For what has no id on the wire: equal for equal content. Whoever makes two contents meet on
/// purpose gains nothing: the second is a conflict, kept and shown as one.
std::string_view contentId(json::Value root, TextArena &arena)
{
    thread_local json::CanonicalWriter writer;
    const std::string_view content = writer.write(root);
    XXH128_canonical_t hash{};
    XXH128_canonicalFromHash(&hash, XXH3_128bits(content.data(), content.size()));
    std::array<char, 2 * sizeof hash.digest> text{};
    for (std::size_t at = 0; at < sizeof hash.digest; ++at)
        std::memcpy(&text[2 * at], &kHex[2 * hash.digest[at]], 2);
    return arena.keep({text.data(), text.size()});
}

} // namespace

Decoder::Decoder(VocabularyList vocabularies)
    : m_vocabularies(std::move(vocabularies))
{ }

void Decoder::speak(VocabularyList vocabularies)
{
    m_event.clear(); // its vocabulary may go
    m_vocabularies = std::move(vocabularies);
}

std::optional<Rejection> Decoder::decode(std::string_view record, json::Block *block)
{
    m_arena.clear();
    m_event.clear();
    m_envelope.clear();
    if (record.size() > limits::kRecordBytes)
        return Rejection{Reason::LineTooLong, "more than 4 MiB", limits::kRecordBytes};
    if (auto rejection = block ? m_document.parse(record, *block) : m_document.parse(record))
        return rejection;
    if (!m_document.root().isObject())
        return Rejection{Reason::NotObject, "not a JSON object", 0};
    if (auto rejection = openEnvelope())
        return rejection;
    for (const auto &vocabulary : m_vocabularies) {
        if (!vocabulary->speaks(m_envelope))
            continue;
        m_event.vocabulary = vocabulary->name();
        m_event.time = m_envelope.time;
        if (auto rejection = vocabulary->decode(m_envelope, m_arena, m_event))
            return rejection;
        if (m_envelope.isCloudEvent)
            addSoundIdentity(IdentityKind::Trace, IdentityRole::Is,
                             extensionOf(m_envelope, "traceparent").string(), m_arena, m_event);
        if (m_event.id.empty())
            m_event.id = contentId(m_envelope.root, m_arena);
        normaliseIdentities(m_arena, m_event);
        noteOddities(m_document, m_envelope, m_event);
        return std::nullopt;
    }
    return Rejection{Reason::UnknownDialect, "no event of a known vocabulary", 0};
}

std::optional<Rejection> Decoder::openEnvelope()
{
    m_envelope.root = m_document.root();
    m_envelope.members.open(m_envelope.root);
    m_envelope.body = m_envelope.root;
    if (!isCloudEvent(m_envelope.members)) {
        m_envelope.data = m_envelope.members["data"];
        if (m_envelope.data.isString())
            m_envelope.data = parsedText(std::string{m_envelope.data.string()}, m_envelope.data);
        return std::nullopt;
    }
    if (auto rejection = readCloudEnvelope(m_envelope))
        return rejection;
    if (m_envelope.id.empty())
        m_envelope.id = contentId(m_envelope.root, m_arena);
    const json::Value data = m_envelope.body;
    if (!data.isString()) {
        m_envelope.bodyMembers.open(data);
        return std::nullopt;
    }
    // data_base64, or a producer that sends its JSON as a string (trap T14).
    m_envelope.body = parsedText(embeddedText(m_envelope.members, data), data);
    m_envelope.bodyMembers.open(m_envelope.body);
    return std::nullopt;
}

json::Value Decoder::parsedText(std::string text, json::Value otherwise)
{
    m_bodyText = std::move(text);
    const bool isOpened = m_bodyText.find_first_of("{[") == m_bodyText.find_first_not_of(" \t\r\n");
    return isOpened && !m_body.parse(m_bodyText) ? m_body.root() : otherwise;
}

std::string Decoder::canonicalBody() const
{
    const json::Value body = m_envelope.body;
    if (m_event.scope == IdScope::CloudEvents || !body.isObject())
        return json::canonical(m_envelope.root);
    if (m_event.scope == IdScope::CdEvents)
        return json::canonical(body);
    std::string own; // without what a database put beside them
    for (const std::string_view member : {"meta", "data", "links"})
        own += json::canonical(body[member]);
    return own;
}

} // namespace sightglass
