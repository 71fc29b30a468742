// SPDX-License-Identifier: Apache-2.0
#include "model/base/limits.h"
#include "model/base/time_text.h"
#include "model/json/canonical.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/cloud_envelope.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/vocabulary.h"

namespace sightglass {

Decoder::Decoder(const VocabularyList &vocabularies)
    : m_vocabularies(vocabularies)
{ }

std::optional<Rejection> Decoder::decode(std::string_view record)
{
    m_arena.clear();
    m_event.clear();
    m_envelope = {};
    if (record.size() > limits::kRecordBytes)
        return Rejection{Reason::LineTooLong, "more than 4 MiB", limits::kRecordBytes};
    if (auto rejection = m_document.parse(record))
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
        noteOddities(m_document, m_envelope, m_event, m_arena);
        return std::nullopt;
    }
    return Rejection{Reason::UnknownDialect, "no event of a known vocabulary", 0};
}

std::optional<Rejection> Decoder::openEnvelope()
{
    m_envelope.root = m_document.root();
    m_envelope.body = m_envelope.root;
    if (!isCloudEvent(m_envelope.root))
        return std::nullopt;
    if (auto rejection = readCloudEnvelope(m_envelope, m_arena))
        return rejection;
    const json::Value data = m_envelope.body;
    if (!data.isString())
        return std::nullopt;
    // data_base64, or a producer that sends its JSON as a string (trap T14).
    m_bodyText = embeddedText(m_envelope.root, data);
    if (!m_bodyText.empty() && (m_bodyText.front() == '{' || m_bodyText.front() == '[')
        && !m_body.parse(m_bodyText))
        m_envelope.body = m_body.root();
    return std::nullopt;
}

std::string Decoder::canonicalBody() const
{
    const json::Value own
        = m_event.scope == IdScope::CloudEvents ? m_envelope.root : m_envelope.body;
    return json::canonical(own.isObject() ? own : m_envelope.root);
}

} // namespace sightglass
