// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/decoded.h"
#include "model/vocabulary/envelope.h"
#include "model/vocabulary/text_arena.h"
#include "model/vocabulary/type_rule.h"

#include <span>
#include <string_view>

namespace sightglass::github {

/// GitHub, or another forge that sends the same bodies.
struct Forge
{
    std::string_view prefix; // of its types: "com.github."
    /// Beside `<prefix><event>.<action>` they have lines for what an action does not tell apart:
    /// create.branch, push.tag, push.deleted, push.tag_deleted, issues.pull_request,
    /// issue_comment.pull_request.
    std::span<const TypeRule> rules;
};

/// Whether a bare body is a webhook of GitHub or of a forge like it (rules.md §5).
[[nodiscard]] bool isWebhook(const Envelope &envelope);
/// Whether a webhook comes from Gitea, Forgejo or Gogs. REQUIRES: isWebhook(envelope)
[[nodiscard]] bool isOfGitea(const Envelope &envelope);

/// Fills the event. The event's name comes from the type of a CloudEvent, else from the body.
void decodeWebhook(const Forge &forge, const Envelope &envelope, TextArena &arena, Decoded &event);

} // namespace sightglass::github
