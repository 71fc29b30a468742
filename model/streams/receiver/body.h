// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"
#include "model/streams/receiver/webhook.h"
#include "model/vocabulary/vocabulary.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// The value of a header, or empty. Names are asked for in lower case.
using HeaderLookup = std::function<std::string_view(std::string_view name)>;

/// One attribute header of a CloudEvent in binary mode: ("ce-id", "…").
struct AttributeHeader
{
    std::string name; // lower case, with ce-
    std::string_view value; // as sent
};

/// What a body says, ready for the log: one line for each event, minified.
struct JudgedBody
{
    std::vector<std::string> lines;
    std::string as; // "CDEvents dev.cdevents.pipelinerun.started"
    std::string subject;
    std::vector<std::string> warnings;
};

/// How a body was sent.
struct BodyForm
{
    std::string_view contentType;
    std::vector<AttributeHeader> attributes; // binary mode when there are any
    WebhookForm webhook;
};

/// Whether the body holds events by its form: an array, or an OTLP document. COST: a look at its
/// begin.
[[nodiscard]] bool holdsSeveral(std::string_view body);

/// Decodes a body whole, as one event, a batch, or the quick form {"name":…,"status":…}: atomic
/// (rules.md §1). THREAD: the receiver's; the decoder is its own.
[[nodiscard]] std::optional<Rejection> judgeBody(Decoder &decoder, const BodyForm &form,
                                                 std::string_view body, JudgedBody &judged);

/// A header value of binary mode in plain: quotes undone, percent-decoded once (CloudEvents HTTP
/// binding §3.1.3.2). Empty when that gives no UTF-8.
[[nodiscard]] std::optional<std::string> plainHeaderValue(std::string_view value);

} // namespace sightglass
