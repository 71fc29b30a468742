// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"

#include <optional>
#include <string>
#include <string_view>

namespace sightglass {

/// What the headers of a webhook say that its body does not.
struct WebhookForm
{
    enum class Sender : std::uint8_t { None, GitHub, GitLab };

    Sender sender = Sender::None;
    std::string_view event; // X-GitHub-Event, X-Gitlab-Event
    std::string_view delivery; // X-GitHub-Delivery, X-Gitlab-Event-UUID
};

/// The webhook as the CloudEvents adapters define it (cloudevents/adapters/github.md, gitlab.md),
/// its body as data; without a delivery id the body as it is, for its hash is its identity
/// (rules.md §1).
[[nodiscard]] std::optional<Rejection> webhookEvent(const WebhookForm &form, std::string_view body,
                                                    std::string &event);

} // namespace sightglass
