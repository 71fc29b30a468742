// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/argo_events/argo_events.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/loose_time.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

namespace sightglass {
namespace {

// The kinds of event sources (argo-events, docs/eventsources/setup). All of them only bring
// something in: the event is about what its body says, in a form that each user has chosen.
constexpr std::string_view kSources[] = {"amqp",
                                         "azureEventsHub",
                                         "azureQueueStorage",
                                         "azureServiceBus",
                                         "bitbucket",
                                         "bitbucketserver",
                                         "calendar",
                                         "emitter",
                                         "file",
                                         "generic",
                                         "gerrit",
                                         "github",
                                         "gitlab",
                                         "hdfs",
                                         "kafka",
                                         "minio",
                                         "mqtt",
                                         "mns",
                                         "nats",
                                         "nsq",
                                         "pubsub",
                                         "pulsar",
                                         "redis",
                                         "redisStream",
                                         "resource",
                                         "sftp",
                                         "slack",
                                         "sns",
                                         "sqs",
                                         "storagegrid",
                                         "stripe",
                                         "webhook"};

class ArgoEvents final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "argo-events"; }

    // On its bus a CloudEvent is split: `context` holds the attributes (vocabularies.md §7).
    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (envelope.isCloudEvent)
            return false;
        const json::Value context = envelope.top()["context"];
        return context["type"].isString() && context["specversion"].exists()
            && envelope.top()["data"].exists() && !envelope.top()["subject"].isObject();
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &,
                                                  Decoded &event) const override
    {
        const json::Value context = envelope.top()["context"];
        if (auto rejection = readAttribute(context["id"], "context.id", limits::kIdBytes, event.id))
            return rejection;
        if (auto rejection = readAttribute(context["source"], "context.source",
                                           limits::kSourceBytes, event.source))
            return rejection;
        if (auto rejection
            = readAttribute(context["type"], "context.type", limits::kTypeBytes, event.type))
            return rejection;
        if (const auto time = timeOf(context["time"]))
            event.time = *time;
        else
            noteProblem(event, Problem::Time,
                        "/context/time is no RFC 3339 time (CloudEvents §3.1)");
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override
    {
        std::vector<Rosetta> rows;
        for (const std::string_view source : kSources) {
            Rosetta row;
            row.type = source;
            row.kind = word(Kind::None);
            row.id = "/context/source, /context/id";
            row.links = "what the event source brings in stands under /data";
            rows.push_back(std::move(row));
        }
        return rows;
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeArgoEvents()
{
    return std::make_unique<ArgoEvents>();
}

} // namespace sightglass
