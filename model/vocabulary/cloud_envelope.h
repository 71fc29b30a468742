// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"
#include "model/vocabulary/envelope.h"

#include <optional>
#include <string>

namespace sightglass {

/// Whether the object has a CloudEvents version of any release (0.1 wrote cloudEventsVersion).
[[nodiscard]] bool isCloudEvent(const MemberList &members);

/// Reads the attributes of CloudEvents 0.1 to 1.0 in the JSON format [CloudEvents spec and
/// json-format of each tag]. REQUIRES: isCloudEvent(envelope.members)
[[nodiscard]] std::optional<Rejection> readCloudEnvelope(Envelope &envelope);

/// An attribute that no release defines: a member, or of 0.1 a member of `extensions`.
[[nodiscard]] inline json::Value extensionOf(const Envelope &envelope, json::MemberName name)
{
    const json::Value value = envelope.members[name];
    return value.exists() ? value : envelope.members["extensions"][name.text()];
}

/// The text that a string of data stands for: decoded when it is base64 by data_base64 or
/// datacontentencoding, else itself.
[[nodiscard]] std::string embeddedText(const MemberList &members, json::Value data);

} // namespace sightglass
