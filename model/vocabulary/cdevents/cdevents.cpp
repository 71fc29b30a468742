// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cdevents/cdevents.h"

#include "model/base/limits.h"
#include "model/base/same_text.h"
#include "model/base/time_text.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/cdevents/jenkins.h"
#include "model/vocabulary/cdevents/links.h"
#include "model/vocabulary/cdevents/subject.h"
#include "model/vocabulary/cdevents/types.h"
#include "model/vocabulary/cloudevents/cloudevents.h"
#include "model/vocabulary/identity.h"
#include "model/vocabulary/oddities.h"

namespace sightglass {
namespace {

using namespace cdevents;

bool isCdEventsType(std::string_view type)
{
    return parseType(type).has_value();
}

class CdEvents final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "cdevents"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (envelope.isCloudEvent)
            return isCdEventsType(envelope.type)
                || isCdEventsType(envelope.top()["context"]["type"].string());
        return isCdEventsType(envelope.top()["context"]["type"].string())
            || isBareWithoutType(envelope.top()) || isStandAloneLink(envelope.top());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        event.scope = IdScope::CdEvents;
        const json::Value context = envelope.top()["context"];
        if (!context.isObject())
            return envelope.isCloudEvent ? decodeEnvelopeOnly(envelope, arena, event)
                                         : readStandAloneLink(envelope.body, arena, event);
        if (auto rejection = readContext(envelope, arena, event))
            return rejection;
        readSubject(envelope.top()["subject"], event.type, arena, event);
        if (const json::Value custom = envelope.top()["customData"]; custom.isObject()) {
            readJenkinsRun(custom, arena, event);
            readJenkinsStage(custom, arena, event);
            if (event.kind != Kind::TaskRun && event.kind != Kind::TestCaseRun) // their run says it
                addIdentitiesWithin(custom, arena, event);
        }
        if (envelope.isCloudEvent)
            addExtensionLinks(envelope, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return cdevents::rosetta(); }

private:
    /// A CDEvent in all but its type, so that the missing type is told.
    static bool isBareWithoutType(const MemberList &body)
    {
        return body["subject"].isObject() && body["context"].isObject()
            && body["context"]["source"].exists() && !body["context"]["type"].exists();
    }

    static std::optional<Rejection> readContext(const Envelope &envelope, TextArena &arena,
                                                Decoded &event)
    {
        const MemberList context{envelope.top()["context"]};
        if (!context.repeated().empty())
            return Rejection{Reason::DuplicateKey, "a member of context stands twice",
                             context.object().position()};
        if (auto rejection
            = readAttribute(context["id"], "context.id", limits::kIdBytes, event.id, envelope.id))
            return rejection;
        if (auto rejection = readAttribute(context["source"], "context.source",
                                           limits::kSourceBytes, event.source, envelope.source))
            return rejection;
        if (auto rejection = readAttribute(context["type"], "context.type", limits::kTypeBytes,
                                           event.type, envelope.type))
            return rejection;
        // As a rule it is the time of the envelope, which was read.
        const std::string_view timestamp = context["timestamp"].string();
        const Timestamp time = isSame(timestamp, envelope.timeText)
            ? envelope.time
            : parseRfc3339(timestamp).value_or(kNoTime);
        if (isKnown(time))
            event.time = time;
        else
            noteProblem(event, Problem::Time,
                        "/context/timestamp is no RFC 3339 time (CDEvents spec, context)");
        const json::Value chain
            = context["chainId"].exists() ? context["chainId"] : context["chain_id"];
        event.chain = chain.string();
        readEmbeddedLinks(context["links"], arena, event);
        return std::nullopt;
    }

    // The type says CDEvents, the data does not (rules.md §2.4): the envelope is the identity.
    static std::optional<Rejection> decodeEnvelopeOnly(const Envelope &envelope, TextArena &arena,
                                                       Decoded &event)
    {
        event.scope = IdScope::CloudEvents;
        event.id = envelope.id;
        event.source = envelope.source;
        event.type = envelope.type;
        noteProblem(event, Problem::Subject,
                    "the data is no CDEvent: it has no context (CDEvents CloudEvents binding)");
        addExtensionLinks(envelope, event);
        readExtensionDialect(envelope, arena, event);
        readJenkinsRun(envelope.body, arena, event);
        return std::nullopt;
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeCdEvents()
{
    return std::make_unique<CdEvents>();
}

} // namespace sightglass
