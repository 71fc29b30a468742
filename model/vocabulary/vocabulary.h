// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"
#include "model/vocabulary/decoded.h"
#include "model/vocabulary/envelope.h"
#include "model/vocabulary/rosetta.h"
#include "model/vocabulary/text_arena.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// Translates one family of event types. Stateless: decode() is a pure function. One folder each.
class Vocabulary
{
public:
    virtual ~Vocabulary() = default;

    /// A word of design.md §1: "cdevents".
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Whether this family wrote the record. COST: a few lookups, no allocation.
    [[nodiscard]] virtual bool speaks(const Envelope &envelope) const = 0;
    /// Fills `event`, whose time is the envelope's and whose other members are empty. A rejection
    /// means that its identity cannot be trusted; all else is accepted, with problems where it is
    /// odd. REQUIRES: speaks(envelope)
    /// Left empty, the id becomes a hash of the content (rules.md §2.5): for wire forms without
    /// one.
    [[nodiscard]] virtual std::optional<Rejection>
    decode(const Envelope &envelope, TextArena &arena, Decoded &event) const = 0;
    /// What each type becomes, from the tables that decode() reads by.
    [[nodiscard]] virtual std::vector<Rosetta> rosetta() const = 0;
};

/// First registered, first asked. The last one speaks every CloudEvent. Cheap to copy.
using VocabularyList = std::vector<std::shared_ptr<const Vocabulary>>;

/// Turns one record into one decoded event: JSON, envelope, limits, dialect, vocabulary.
/// THREAD: one at a time; make one per thread.
class Decoder
{
public:
    explicit Decoder(VocabularyList vocabularies);

    /// Reads by these from the next record on.
    void speak(VocabularyList vocabularies);

    /// REQUIRES: `record` stays as it is while event() is read. Accepts one object, not a batch.
    /// Faster when it lies in a block that is indexed.
    [[nodiscard]] std::optional<Rejection> decode(std::string_view record,
                                                  json::Block *block = nullptr);
    [[nodiscard]] const Decoded &event() const { return m_event; }
    /// The vocabulary's own document of the last record in canonical form: equal for equal content
    /// (rules.md §2.5: of a CDEvent in a CloudEvents wrapper, only the CDEvent).
    [[nodiscard]] std::string canonicalBody() const;
    /// The document of the last record.
    [[nodiscard]] const json::Document &document() const { return m_document; }

private:
    [[nodiscard]] std::optional<Rejection> openEnvelope();
    /// The value that the text is, if it is a JSON object or array.
    [[nodiscard]] json::Value parsedText(std::string text, json::Value otherwise);

    VocabularyList m_vocabularies;
    json::Document m_document;
    json::Document m_body; // of data_base64, or of a string that holds JSON
    std::string m_bodyText;
    Envelope m_envelope;
    TextArena m_arena;
    Decoded m_event;
};

} // namespace sightglass
